const ending = '.dead';

/** Where a service's events of one type end that could not be handled (`queuesOf` in the chassis). */
export const deadQueueOf = (service: string, type: string): string => `${service}.${type}${ending}`;

/** `inventory.order.confirmed.v1` is given as well as its queue of dead letters. */
export const deadQueue = (name: string): string => (name.endsWith(ending) ? name : name + ending);

/** The queue that the letters came from. */
export const sourceQueue = (dead: string): string => dead.slice(0, -ending.length);

import type { EventFact, EventLibrary } from '../libraries/library.ts';

/** Names of attributes by which a message says what it is. */
export const saysWhat = /^(?:(?:event|message|msg)[_-]?)?(?:type|name)$|^event$|^subject$/i;

/** A library that takes what a message says it is for its channel. */
export const bySaid = ({ name, modules, match }: EventLibrary): EventLibrary => ({
  name, modules,
  match: (use) => {
    const found = match(use);
    return found === null ? null : ('direction' in found ? [found] : found).map(({ said, ...fact }) => (said === undefined ? fact : { ...fact, channel: said }));
  },
});

/** The message itself says what it is. */
export const saysItself = (found: EventFact | readonly EventFact[] | null): boolean => found !== null && ('direction' in found ? [found] : found).some(({ said }) => said !== undefined);

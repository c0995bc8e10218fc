import type { Instance, InstanceList } from './discovery.ts';

/** The writing end of an `InstanceList`. */
export type InstanceListSource = {
  readonly list: InstanceList;
  readonly set: (instances: readonly Instance[]) => void;
};

export const createInstanceList = (name: string): InstanceListSource => {
  const listeners = new Set<(instances: readonly Instance[]) => void>();
  const first = Promise.withResolvers<void>();
  let current: readonly Instance[] = [];

  const set = (instances: readonly Instance[]): void => {
    const before = current;
    current = instances;
    first.resolve();
    if (sameInstances(before, instances)) return;
    for (const listener of listeners) listener(instances);
  };
  const onChange: InstanceList['onChange'] = (listener) => {
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  };
  return { list: { name, instances: () => current, known: () => first.promise, onChange }, set };
};

/** The same list, seen otherwise. */
export const viewOf = (list: InstanceList, see: (instances: readonly Instance[]) => readonly Instance[]): InstanceList => {
  let seen = { of: list.instances(), instances: see(list.instances()) };
  const instances = (): readonly Instance[] => {
    const now = list.instances();
    if (now !== seen.of) seen = { of: now, instances: see(now) };
    return seen.instances;
  };
  return { ...list, instances, onChange: (listener) => list.onChange(() => { listener(instances()); }) };
};

const sameInstances = (a: readonly Instance[], b: readonly Instance[]): boolean => fingerprint(a) === fingerprint(b);

const fingerprint = (instances: readonly Instance[]): string =>
  instances.map(({ id, address, port, tags }) => [id, address, port, ...tags].join(' ')).sort().join('\n');

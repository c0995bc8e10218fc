import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';

/** `this.cache` and `Clients.cache`, as text; null for what is no chain of names. */
const nameOf = (value: Value): string | null => {
  if (value.kind === 'this') return 'this';
  if (value.kind === 'reference') return value.name;
  const of = value.kind === 'member' ? nameOf(value.of) : null;
  return of === null || value.kind !== 'member' ? null : `${of}.${value.name}`;
};

/** Whose method a call runs. */
const askedOf = (site: CallSite | undefined, method: string): string | null => (site?.callee.kind === 'member' && site.callee.name === method ? nameOf(site.callee.of) : null);

/** A function that gives what it has kept from before, `if (cache.has(key)) return cache.get(key)`, and keeps what it finds out: it does not do its work each time. */
export const isRemembering = (file: FileFacts, id: number): boolean => {
  const found = file.functions[id];
  const kept = new Set(file.calls.flatMap((site) => (site.inside === id ? (askedOf(site, 'set') ?? []) : [])));
  if (found === undefined || kept.size === 0) return false;
  return found.returns.some((value) => {
    const given = value.kind === 'reference' ? found.locals.get(value.name) : value;
    const of = given?.kind === 'call' ? askedOf(file.calls[given.call], 'get') : null;
    return of !== null && kept.has(of);
  });
};

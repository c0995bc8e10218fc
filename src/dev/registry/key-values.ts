import type { Indexes } from './blocking.ts';
import { FIRST_INDEX } from './blocking.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
  readonly flags: number;
  readonly createIndex: number;
  readonly modifyIndex: number;
}

/** `cas`: write only where the entry still has this index; 0: only where there is none. */
export interface KeyValues {
  readonly get: (key: string) => KeyValue | undefined;
  /** Sorted by key. */
  readonly under: (prefix: string) => readonly KeyValue[];
  readonly put: (key: string, value: Buffer, options: { readonly flags: number; readonly cas: number | undefined }) => boolean;
  readonly remove: (key: string, cas: number | undefined) => boolean;
  readonly removeUnder: (prefix: string) => void;
  /** Index of the last change of a key, or of anything below a prefix, deletions included. */
  readonly index: (key: string, recurse: boolean) => number;
}

const matches = (entry: KeyValue | undefined, cas: number | undefined): boolean => cas === undefined || cas === (entry?.modifyIndex ?? 0);

export const createKeyValues = (indexes: Indexes): KeyValues => {
  const entries = new Map<string, KeyValue>();
  const changed = new Map<string, number>();

  const remove: KeyValues['remove'] = (key, cas) => {
    if (!matches(entries.get(key), cas)) return false;
    if (entries.delete(key)) changed.set(key, indexes.advance());
    return true;
  };

  const put: KeyValues['put'] = (key, value, { flags, cas }) => {
    const before = entries.get(key);
    if (!matches(before, cas)) return false;
    const index = indexes.advance();
    changed.set(key, index);
    entries.set(key, { key, value, flags, createIndex: before?.createIndex ?? index, modifyIndex: index });
    return true;
  };

  const under = (prefix: string): readonly KeyValue[] => [...entries.values()].filter(({ key }) => key.startsWith(prefix)).toSorted((a, b) => a.key < b.key ? -1 : 1);

  const index: KeyValues['index'] = (key, recurse) => {
    if (!recurse) return changed.get(key) ?? FIRST_INDEX;
    return [...changed].filter(([name]) => name.startsWith(key)).reduce((highest, [, at]) => Math.max(highest, at), FIRST_INDEX);
  };

  return { get: (key) => entries.get(key), under, put, remove, removeUnder: (prefix) => { for (const { key } of under(prefix)) remove(key, undefined); }, index };
};

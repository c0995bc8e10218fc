import type { Yaml } from '../yaml.ts';

const none: readonly never[] = [];
const nothing = (): undefined => undefined;

export const textPart = (line: number, text: string | null): Yaml => ({ line, text, get: nothing, entries: none, items: none });

export const listPart = (line: number, items: readonly Yaml[]): Yaml => ({ line, text: null, get: nothing, entries: none, items });

export const mapPart = (line: number, entries: readonly (readonly [string, Yaml])[]): Yaml => {
  const byName = new Map(entries);
  return { line, text: null, get: (name) => byName.get(name), entries, items: none };
};

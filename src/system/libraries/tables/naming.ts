import type { Term } from '../../model/term.ts';
import { argument, property, type Use } from '../../model/use.ts';

/** `OrderItem` is `order_item`. */
export const snakeCase = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4').toLowerCase();

const irregular: Readonly<Record<string, string>> = { person: 'people', child: 'children', man: 'men', woman: 'women', mouse: 'mice', datum: 'data', news: 'news', media: 'media', information: 'information' };

/** The plural that mappers give to the name of a model. */
export const plural = (name: string): string => {
  const [, head = '', last = name] = /^(.*_)?([^_]+)$/.exec(name) ?? [];
  if (irregular[last] !== undefined) return head + irregular[last];
  if (/(?:[sxz]|[cs]h)$/.test(last)) return /(?:ss|us|is|[xz]|[cs]h)$/.test(last) ? `${name}es` : name;
  return /[^aeiou]y$/.test(last) ? `${name.slice(0, -1)}ies` : `${name}s`;
};

export const text = (value: string, { site, frame }: Pick<Use, 'site' | 'frame'>): Term => ({ kind: 'text', value, at: { file: frame.file.path, line: site.line } });

const isGiven = ({ kind }: Term): boolean => kind !== 'unknown' && kind !== 'flag';

/** The first of some properties of an argument that is given. */
export const option = (use: Use, index: number, names: readonly string[]): Term | null =>
  names.map((name) => property(use.reducer, argument(use, index), name)).find(isGiven) ?? null;

/** A name that may be the argument itself or a property of it. */
export const nameOrOption = (use: Use, names: readonly string[]): Term | null => {
  const first = argument(use, 0);
  return first.kind === 'object' ? option(use, 0, names) : isGiven(first) ? first : null;
};

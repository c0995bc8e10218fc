import type { Reducer } from '../reducer.ts';
import type { Term } from '../term.ts';
import { entriesOf, itemsOf } from '../use.ts';

/** Nested settings, whether a YAML file or a program says them. A part of a YAML file is one, too. */
export interface Tree {
  readonly line: number;
  readonly text: string | null;
  readonly get: (key: string) => Tree | undefined;
  readonly entries: readonly (readonly [string, Tree])[];
  readonly items: readonly Tree[];
}

const deepest = 12;

const lineOf = (term: Term, outer: number): number => {
  if (term.kind === 'object') return term.value.line;
  return term.kind === 'text' ? term.at.line : outer;
};

/** What a program says: `const settings = { functions: { … } }`. */
export const treeOf = (reducer: Reducer, term: Term, line = 1, depth = 0): Tree => {
  const here = lineOf(term, line);
  const next = (inner: Term): Tree => treeOf(reducer, inner, here, depth + 1);
  const entries = depth > deepest ? [] : entriesOf(reducer, term).map(([name, inner]) => [name, next(inner)] as const);
  return {
    line: here, entries,
    text: term.kind === 'text' ? term.value : term.kind === 'flag' && term.value !== null ? String(term.value) : null,
    get: (key) => entries.findLast(([name]) => name === key)?.[1],
    items: depth > deepest ? [] : itemsOf(reducer, term).map(next),
  };
};

export const within = (tree: Tree | undefined, ...keys: readonly string[]): Tree | undefined => keys.reduce<Tree | undefined>((found, key) => found?.get(key), tree);

/** The name that is referred to: an ARN, a URL, `!GetAtt Queue.Arn`, `{ Ref: Queue }`; null when it is put together elsewhere. */
export const referred = (tree: Tree | undefined): string | null => {
  if (tree === undefined) return null;
  const inner = tree.get('Fn::GetAtt') ?? tree.get('Ref') ?? tree.get('arn') ?? tree.get('Arn');
  if (inner !== undefined) return referred(inner);
  const text = tree.text ?? tree.items[0]?.text ?? null;
  const name = text?.replace(/\.(?:Arn|QueueArn|TopicArn|StreamArn)$/, '').split(/[:/]/).at(-1) ?? '';
  return name === '' || /[${}]/.test(name) ? null : name;
};

import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { Site } from '../model.ts';

/**
 * What a value stands for, once names are followed through files. Still knows nothing of an environment: variables stay
 * variables, so that one term serves every service that reaches it.
 */
export type Term =
  | { readonly kind: 'text'; readonly value: string; readonly at: Site }
  | { readonly kind: 'flag'; readonly value: boolean | null }
  | { readonly kind: 'concat'; readonly parts: readonly Term[] }
  | { readonly kind: 'environment'; readonly name: string; readonly at: Site }
  | { readonly kind: 'either'; readonly options: readonly Term[] }
  /** Each of these, one after another: what a loop goes through, or a member whose name is computed. */
  | { readonly kind: 'each'; readonly options: readonly Term[] }
  | { readonly kind: 'object'; readonly value: Extract<Value, { kind: 'object' }>; readonly frame: Frame }
  | { readonly kind: 'array'; readonly items: readonly Value[]; readonly frame: Frame }
  | { readonly kind: 'function'; readonly frame: Frame }
  | { readonly kind: 'class'; readonly file: FileFacts; readonly id: number }
  | { readonly kind: 'instance'; readonly file: FileFacts; readonly id: number; readonly made: Made | null }
  | { readonly kind: 'namespace'; readonly file: FileFacts }
  | External
  | { readonly kind: 'parameter'; readonly of: string; readonly index: number; readonly path: readonly string[]; readonly name: string; readonly shape?: Shape }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Members that a type lists, and the file in which it does. */
export interface Shape {
  readonly file: FileFacts;
  readonly value: Value;
}

/**
 * Something of an outside package (or, with module `global`, of the language): `axios.create().get`. In `path`, `()` is a
 * call and `#` an instance.
 */
export interface External {
  readonly kind: 'external';
  readonly module: string;
  readonly path: string;
  /** The calls on the way to it, the last one last. */
  readonly made: readonly Made[];
}

export interface Made {
  readonly site: CallSite;
  readonly frame: Frame;
}

/** Where a value stands: the function, what `this` is there, and what the parameters around it are bound to. */
export interface Frame {
  readonly file: FileFacts;
  readonly inside: number;
  readonly self: Term | null;
  readonly bound: Bound | null;
}

/** Parameters of one function, bound by one call of it. */
export interface Bound {
  readonly of: string;
  readonly by: Made;
  readonly next: Bound | null;
}

export const functionKey = (file: FileFacts, id: number): string => `${file.path}#${id}`;

export const symbolOf = ({ module, path }: External): string => `${module}${path}`;

export const siteIn = ({ file }: Frame, { line }: { readonly line: number }): Site => ({ file: file.path, line });

export const nothingKnown = (reason: string): Term => ({ kind: 'unknown', reason });

export const moduleFrame = (file: FileFacts): Frame => ({ file, inside: 0, self: null, bound: null });

/** What binds the parameters of a function in a frame; null when nothing does. */
export const boundTo = (bound: Bound | null, key: string): Bound | null => (bound === null || bound.of === key ? bound : boundTo(bound.next, key));

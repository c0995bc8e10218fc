/** Entry of its own: the evaluation of rules takes 40 ms to load, and services without flags have no use for it. */
export { defineFlags } from './define-flags.ts';
export type { FlagDeclaration, FlagDeclarations } from './define-flags.ts';
export { openFlags } from './open-flags.ts';
export type { Flags, FlagsOptions } from './open-flags.ts';

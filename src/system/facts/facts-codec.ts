import type { ClassFacts, FileFacts, FunctionFacts, ImportBinding, Property, Reexport } from './file-facts.ts';
import type { Unreadable } from './read-file.ts';
import type { Value } from './value.ts';

type Pairs<V> = readonly (readonly [string, V])[];

/** Facts as JSON holds them: maps as pairs, sets as lists. */
interface Plain extends Omit<FileFacts, 'bindings' | 'exports' | 'types' | 'shapes' | 'reexports' | 'functions' | 'classes'> {
  readonly bindings: Pairs<ImportBinding>;
  readonly exports: Pairs<Value>;
  readonly types: readonly string[];
  readonly shapes: Pairs<Value>;
  readonly reexports: readonly { readonly specifier: string; readonly names: Pairs<string> | null }[];
  readonly functions: readonly (Omit<FunctionFacts, 'locals'> & { readonly locals: Pairs<Value> })[];
  readonly classes: readonly (Omit<ClassFacts, 'properties' | 'statics' | 'methods'> & { readonly properties: Pairs<Property>; readonly statics: Pairs<Property>; readonly methods: Pairs<number> })[];
}

const plain = ({ bindings, exports, types, shapes, reexports, functions, classes, ...rest }: FileFacts): Plain => ({
  ...rest,
  bindings: [...bindings],
  exports: [...exports],
  types: [...types],
  shapes: [...shapes],
  reexports: reexports.map(({ specifier, names }) => ({ specifier, names: names === null ? null : [...names] })),
  functions: functions.map((one) => ({ ...one, locals: [...one.locals] })),
  classes: classes.map((one) => ({ ...one, properties: [...one.properties], statics: [...one.statics], methods: [...one.methods] })),
});

/** One line of JSON. */
export const encodeFacts = (facts: FileFacts | Unreadable): string => JSON.stringify('reason' in facts ? facts : plain(facts));

const reexport = ({ specifier, names }: Plain['reexports'][number]): Reexport => ({ specifier, names: names === null ? null : new Map(names) });

/**
 * The facts again, under the path of the file that is asked for, and as new objects at every call: files of the same
 * contents share nothing.
 * @throws when the text is none that `encodeFacts` wrote
 */
export const decodeFacts = (path: string, text: string): FileFacts | Unreadable => {
  const read = JSON.parse(text) as Plain | Unreadable;
  if ('reason' in read) return read;
  return {
    ...read,
    path,
    bindings: new Map(read.bindings),
    exports: new Map(read.exports),
    types: new Set(read.types),
    shapes: new Map(read.shapes),
    reexports: read.reexports.map(reexport),
    functions: read.functions.map((one) => ({ ...one, locals: new Map(one.locals) })),
    classes: read.classes.map((one) => ({ ...one, properties: new Map(one.properties), statics: new Map(one.statics), methods: new Map(one.methods) })),
  };
};

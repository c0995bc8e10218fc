import type { Value } from './value.ts';

/** Everything one source file says. Depends on that file alone, so it can be cached by content. Plain data. */
export interface FileFacts {
  readonly path: string;
  /** Lines that are neither empty nor comments. */
  readonly lines: number;
  readonly imports: readonly ImportFact[];
  /** Local name -> where it comes from. */
  readonly bindings: ReadonlyMap<string, ImportBinding>;
  /** Exported name -> its value in module scope; `=` for `module.exports = …`. */
  readonly exports: ReadonlyMap<string, Value>;
  /** Exported names that are only types: nothing of them is left at run time. */
  readonly types: ReadonlySet<string>;
  /** Interfaces and type aliases, with the types of their members as values that name them. */
  readonly shapes: ReadonlyMap<string, Value>;
  readonly reexports: readonly Reexport[];
  readonly calls: readonly CallSite[];
  /** The first is the module itself. */
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly texts: readonly TextFact[];
  readonly variables: readonly VariableFact[];
  readonly retryLoops: readonly RetryLoop[];
  readonly writes: readonly MemberWrite[];
}

/** `of.name = value`, or `of[computed] = value`, of anything but `this` itself. */
export interface MemberWrite {
  readonly of: Value;
  /** Null when it is computed. */
  readonly name: string | null;
  readonly value: Value;
  /** Index of the function it stands in. */
  readonly inside: number;
}

/** A variable of the environment that the file reads. */
export interface VariableFact {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The code goes on without it: it falls back, asks whether it is there, or sets it itself. */
  readonly optional: boolean;
}

/** A loop that tries something again when it fails. */
export interface RetryLoop {
  readonly line: number;
  readonly column: number;
  /** Its last line. */
  readonly end: number;
  /** Index of the function it stands in. */
  readonly inside: number;
  /** It counts, or gives up. */
  readonly bounded: boolean;
  /** It waits between the attempts. */
  readonly waits: boolean;
}

/** A literal text that may matter: an address, something secret, the path of a health check; with what stands around it. */
export interface TextFact {
  /** What is put into a template stands as `{}`. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** It is what `||` or `??` falls back to, or the default of a parameter or schema. */
  readonly fallback: boolean;
  /** The variable that it stands in for, or that holds the port of an address of this machine. */
  readonly variable: string | null;
  /** Names around it, nearest first: the property, the called function. */
  readonly within: readonly string[];
  /** Which argument of the nearest call it is part of; null when the nearest name is no call. */
  readonly argument: number | null;
  /** The literal port that stands beside it: `{ host: 'localhost', port: 6379 }`. */
  readonly port: number | null;
  /** It is only compared with something. */
  readonly compared: boolean;
}

export interface ImportFact {
  readonly specifier: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** Imported names; `*` for all, `[]` for the effect alone. */
  readonly names: readonly string[];
  readonly line: number;
  readonly column: number;
}

export interface ImportBinding {
  readonly specifier: string;
  /** `*` for the whole module. */
  readonly name: string;
}

export interface Reexport {
  readonly specifier: string;
  /** Name here -> name there; null for `export * from`. */
  readonly names: ReadonlyMap<string, string> | null;
}

/** One way through a branching statement. */
export interface Arm {
  /** Where the statement begins; tells one from another in the file. */
  readonly branch: number;
  /** `then`, `else`, `try`, `catch`, `finally`, `case …`. */
  readonly arm: string;
  /** What stands after the statement does not run once this arm has. */
  readonly leaves: 'return' | 'throw' | null;
  /** The variable that is not there where this arm is taken: `if (!order)`. */
  readonly lacks: string | null;
}

/** A call, a `new`, or a decorator. */
export interface CallSite {
  readonly callee: Value;
  readonly args: readonly Value[];
  readonly isNew: boolean;
  /** Index of the function it stands in. */
  readonly inside: number;
  readonly line: number;
  readonly column: number;
  /** Runs once per element of something. */
  readonly inLoop: boolean;
  /** Branches of its function that it stands in, outermost first. */
  readonly arms: readonly Arm[];
  /** Methods called on its result: `.pipe(timeout(5))`. */
  readonly chain: readonly { readonly name: string; readonly call: number }[];
  /** `call<Type>()`: the names in angle brackets. */
  readonly types: readonly string[];
}

export interface Parameter {
  readonly index: number;
  /** `...rest`: all arguments from here on. */
  readonly rest: boolean;
  /** Null for a destructured one: its names are locals that are members of it. */
  readonly name: string | null;
  readonly type: Value | null;
  readonly fallback: Value | null;
  readonly decorators: readonly number[];
}

export interface FunctionFacts {
  readonly name: string | null;
  readonly parent: number | null;
  readonly class: number | null;
  readonly parameters: readonly Parameter[];
  readonly locals: ReadonlyMap<string, Value>;
  readonly returns: readonly Value[];
  readonly line: number;
  /** The call that it is handed to, as `[call, argument]`. */
  readonly argumentOf: readonly [number, number] | null;
  readonly decorators: readonly number[];
}

export interface Property {
  readonly value: Value | null;
  /** Function in whose scope the value stands. */
  readonly inside: number;
  readonly type: Value | null;
  readonly decorators: readonly number[];
}

export interface ClassFacts {
  readonly name: string | null;
  readonly extends: Value | null;
  /** Names of the interfaces that it says it implements. */
  readonly implements: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
  /** Fields of the class itself; an instance may have one of the same name. */
  readonly statics: ReadonlyMap<string, Property>;
  /** Name -> index of the function. */
  readonly methods: ReadonlyMap<string, number>;
  readonly decorators: readonly number[];
  readonly line: number;
  readonly inside: number;
}

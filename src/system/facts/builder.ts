import type { ArrowFunctionExpression, Class, Decorator, Expression, Function as FunctionNode, Node } from 'oxc-parser';
import type { Arm, MemberWrite, RetryLoop, TextFact, CallSite, ClassFacts, FunctionFacts, ImportBinding, ImportFact, Parameter, Property, Reexport, VariableFact } from './file-facts.ts';
import { lineAt, lineStarts } from './position.ts';
import type { Value } from './value.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T[Key] };

export type FunctionDraft = Omit<Mutable<FunctionFacts>, 'argumentOf'> & { argumentOf: readonly [number, number] | null };
export type ClassDraft = Omit<Mutable<ClassFacts>, 'properties' | 'statics'> & { properties: Map<string, Property>; statics: Map<string, Property> };
type CallDraft = Mutable<CallSite>;

/** A function and what its surroundings say of it. */
export interface FunctionSyntax {
  readonly node: FunctionNode | ArrowFunctionExpression;
  readonly name: string | null;
  readonly line: number;
  readonly decorators: readonly Decorator[];
  readonly isMethod: boolean;
}

/** The readers of a tree, which call one another as the tree nests. Each node is handed to one of them once. */
export interface Readers {
  readonly expression: (file: Builder, node: Expression, place: Place) => Value;
  readonly function: (file: Builder, syntax: FunctionSyntax, place: Place) => number;
  readonly class: (file: Builder, node: Class, place: Place) => number;
  readonly statements: (file: Builder, statements: readonly Node[], place: Place) => void;
}

/** A file in the making: filled by one walk over its tree. */
export interface Builder {
  readonly text: string;
  readonly starts: readonly number[];
  readonly read: Readers;
  readonly imports: ImportFact[];
  readonly bindings: Map<string, ImportBinding>;
  readonly exports: Map<string, Value>;
  readonly reexports: Reexport[];
  readonly calls: CallDraft[];
  readonly functions: FunctionDraft[];
  readonly classes: ClassDraft[];
  readonly texts: TextFact[];
  readonly variables: VariableFact[];
  readonly retryLoops: RetryLoop[];
  readonly writes: MemberWrite[];
  /** Names that are used as values, not only as types. */
  readonly used: Set<string>;
  /** Literal lists that are so short that going through them is no loop. */
  readonly short: Set<Value>;
  /** The nodes around the one that is read, innermost last. */
  readonly around: Node[];
}

/** Where the walk is. */
export interface Place {
  readonly inside: number;
  readonly class: number | null;
  readonly inLoop: boolean;
  readonly arms: readonly Arm[];
}

export const newFunction = (line: number, given: Partial<FunctionDraft> = {}): FunctionDraft => ({
  name: null, parent: null, class: null, parameters: [] as Parameter[], locals: new Map(), returns: [], line, argumentOf: null, decorators: [], ...given,
});

export const newBuilder = (text: string, read: Readers): Builder => ({
  text, starts: lineStarts(text), read, imports: [], bindings: new Map(), exports: new Map(), reexports: [], calls: [], functions: [newFunction(1)], classes: [], texts: [], variables: [], retryLoops: [], writes: [], used: new Set(), short: new Set(), around: [],
});

export const lineOf = ({ starts }: Builder, { start }: { readonly start: number }): number => lineAt(starts, start);

/** Deeper than any code that somebody wrote; whoever walks over values without a limit of his own relies on it. */
const deepest = 500;

/** The walk over a tree was given up. */
export class TooDeepError extends Error {
  override readonly name = 'TooDeepError';
}

/** Reads what is in a node with the node itself among those around. */
export const within = <T>(file: Builder, node: Node, read: () => T): T => {
  if (file.around.push(node) > deepest) throw new TooDeepError();
  const result = read();
  file.around.pop();
  return result;
};

/** What a name stands for at a place, as far as the variables around it tell. */
export const variableAt = (file: Builder, name: string, inside: number): Value | undefined => {
  for (let scope: number | null = inside; scope !== null; ) {
    const draft: FunctionDraft | undefined = file.functions[scope];
    const known = draft?.locals.get(name);
    if (known !== undefined || draft?.parameters.some((parameter) => parameter.name === name) === true) return known;
    scope = draft?.parent ?? null;
  }
  return undefined;
};

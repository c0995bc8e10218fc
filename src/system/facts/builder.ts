import type { ts } from 'ts-morph';
import type { AddressFact, CallSite, ClassFacts, FunctionFacts, ImportBinding, ImportFact, Parameter, Property, Reexport } from './file-facts.ts';
import type { Value } from './value.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T[Key] };

export type FunctionDraft = Omit<Mutable<FunctionFacts>, 'argumentOf'> & { argumentOf: readonly [number, number] | null };
export type ClassDraft = Omit<Mutable<ClassFacts>, 'properties'> & { properties: Map<string, Property> };
type CallDraft = Mutable<CallSite>;

/** The readers of a tree, which call one another as the tree nests. */
export interface Readers {
  readonly expression: (file: Builder, node: ts.Expression, place: Place) => Value;
  readonly function: (file: Builder, node: ts.FunctionLikeDeclaration, place: Place) => number;
  readonly statements: (file: Builder, statements: readonly ts.Node[], place: Place) => void;
}

/** A file in the making: filled by one walk over its tree. */
export interface Builder {
  readonly source: ts.SourceFile;
  readonly read: Readers;
  readonly imports: ImportFact[];
  readonly bindings: Map<string, ImportBinding>;
  readonly exports: Map<string, Value>;
  readonly reexports: Reexport[];
  readonly calls: CallDraft[];
  readonly functions: FunctionDraft[];
  readonly classes: ClassDraft[];
  readonly addresses: AddressFact[];
  /** Names that are used as values, not only as types. */
  readonly used: Set<string>;
  /** Each node is read once, by whoever comes first. */
  readonly seen: Map<ts.Node, Value>;
}

/** Where the walk is. */
export interface Place {
  readonly inside: number;
  readonly class: number | null;
  readonly inLoop: boolean;
}

export const newFunction = (line: number, given: Partial<FunctionDraft> = {}): FunctionDraft => ({
  name: null, parent: null, class: null, parameters: [] as Parameter[], locals: new Map(), returns: [], line, argumentOf: null, decorators: [], ...given,
});

export const newBuilder = (source: ts.SourceFile, read: Readers): Builder => ({
  source, read, imports: [], bindings: new Map(), exports: new Map(), reexports: [], calls: [], functions: [newFunction(1)], classes: [], addresses: [], used: new Set(), seen: new Map(),
});

export const lineOf = ({ source }: Builder, node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

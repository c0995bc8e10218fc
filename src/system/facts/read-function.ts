import type { AssignmentPattern, BindingPattern, Decorator, ParamPattern, TSTypeAnnotation } from 'oxc-parser';
import { lineOf, newFunction, type Builder, type FunctionSyntax, type Place } from './builder.ts';
import type { Parameter } from './file-facts.ts';
import { readDecorators } from './read-decorators.ts';
import { readFallback, readPattern } from './read-pattern.ts';
import { readType } from './read-type.ts';
import type { Value } from './value.ts';

/** Enters a function and all that is in it. Returns its index. */
export const readFunction = (file: Builder, { node, name, line, decorators, isMethod }: FunctionSyntax, place: Place): number => {
  const id = file.functions.length;
  const draft = newFunction(line, { name, parent: place.inside, class: place.class });
  file.functions.push(draft);
  const inner: Place = { inside: id, class: place.class, inLoop: place.inLoop && !isMethod, arms: [] };
  draft.decorators.push(...readDecorators(file, decorators, place));
  node.params.forEach((parameter, index) => draft.parameters.push(readParameter(file, parameter, { index, inner })));
  if (node.body === null) return id;
  if (node.body.type === 'BlockStatement') file.read.statements(file, node.body.body, inner);
  else draft.returns.push(file.read.expression(file, node.body, inner));
  return id;
};

/** A parameter without what TypeScript and its default wrap around it. */
export interface Bare {
  readonly binding: BindingPattern;
  readonly fallback: AssignmentPattern | null;
  readonly type: TSTypeAnnotation | null;
  readonly decorators: readonly Decorator[];
}

const typeOf = (node: BindingPattern): TSTypeAnnotation | null => node.typeAnnotation ?? null;

export const bareParameter = (node: ParamPattern): Bare => {
  if (node.type === 'TSParameterProperty') return { ...bareParameter(node.parameter), decorators: node.decorators };
  const decorators: readonly Decorator[] = node.decorators ?? [];
  if (node.type === 'RestElement') return { binding: node.argument, fallback: null, type: node.typeAnnotation ?? null, decorators };
  if (node.type === 'AssignmentPattern') return { binding: node.left, fallback: node, type: typeOf(node.left), decorators };
  return { binding: node, fallback: null, type: typeOf(node), decorators };
};

const readParameter = (file: Builder, node: ParamPattern, { index, inner }: { readonly index: number; readonly inner: Place }): Parameter => {
  const { binding, fallback, type, decorators } = bareParameter(node);
  const hidden: Value = { kind: 'reference', line: lineOf(file, node), name: `#${index}` };
  if (binding.type !== 'Identifier') readPattern(file, binding, { from: hidden, place: inner });
  return {
    index,
    rest: node.type === 'RestElement',
    name: binding.type === 'Identifier' ? binding.name : hidden.name,
    type: type === null ? null : readType(file, type.typeAnnotation),
    fallback: fallback === null ? null : readFallback(file, fallback, inner),
    decorators: readDecorators(file, decorators, inner),
  };
};

import { ts } from 'ts-morph';
import { lineOf, newFunction, type Builder, type Place } from './builder.ts';
import { readDecorators } from './read-class.ts';
import { readType } from './read-type.ts';
import type { Parameter } from './file-facts.ts';
import { unknown, type Value } from './value.ts';

const nameOf = (node: ts.SignatureDeclaration): string | null => {
  if (node.name !== undefined && !ts.isComputedPropertyName(node.name)) return node.name.getText();
  return ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name) ? node.parent.name.text : null;
};

/** Enters a function and all that is in it. Returns its index. */
export const readFunction = (file: Builder, node: ts.FunctionLikeDeclaration, place: Place): number => {
  const id = file.functions.length;
  const draft = newFunction(lineOf(file, node), { name: nameOf(node), parent: place.inside, class: place.class });
  file.functions.push(draft);
  const inner: Place = { inside: id, class: place.class, inLoop: place.inLoop && !ts.isMethodDeclaration(node) };
  draft.decorators.push(...readDecorators(file, node, place));
  node.parameters.forEach((parameter, index) => draft.parameters.push(readParameter(file, parameter, { index, inner })));
  if (node.body === undefined) return id;
  if (ts.isBlock(node.body)) file.read.statements(file, node.body.statements, inner);
  else draft.returns.push(file.read.expression(file, node.body, inner));
  return id;
};

const readParameter = (file: Builder, node: ts.ParameterDeclaration, { index, inner }: { readonly index: number; readonly inner: Place }): Parameter => {
  const name = ts.isIdentifier(node.name) ? node.name.text : null;
  const hidden: Value = { kind: 'reference', line: lineOf(file, node), name: `#${index}` };
  if (!ts.isIdentifier(node.name)) readPattern(file, node.name, { from: hidden, place: inner });
  return {
    index,
    name: name ?? hidden.name,
    type: node.type === undefined ? null : readType(file, node.type),
    fallback: node.initializer === undefined ? null : file.read.expression(file, node.initializer, inner),
    decorators: readDecorators(file, node, inner),
  };
};

interface Source {
  readonly from: Value;
  readonly place: Place;
}

const memberName = (element: ts.BindingElement): string | null => {
  const name = element.propertyName ?? element.name;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : null;
};

/** `{ a, b: { c } = {} } = from`: each name is a local that is a member of `from`. */
export const readPattern = (file: Builder, pattern: ts.BindingName, { from, place }: Source): void => {
  const { line } = from;
  if (ts.isIdentifier(pattern)) {
    const { locals } = file.functions[place.inside] ?? newFunction(line);
    if (!locals.has(pattern.text)) locals.set(pattern.text, from);
    return;
  }
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const name = ts.isArrayBindingPattern(pattern) ? String(index) : memberName(element);
    const part: Value = name === null ? unknown(line, 'the name is computed') : { kind: 'member', line, of: from, name };
    const fallback = element.initializer === undefined ? [] : [file.read.expression(file, element.initializer, place)];
    const rest = element.dotDotDotToken !== undefined;
    readPattern(file, element.name, { from: rest ? from : fallback.length === 0 ? part : { kind: 'either', line, options: [part, ...fallback] }, place });
  });
};

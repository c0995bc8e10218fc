import type { Argument, CallExpression, ImportExpression, NewExpression, Node, TaggedTemplateExpression } from 'oxc-parser';
import { lineOf, variableAt, type Builder, type Place } from './builder.ts';
import { positionAt } from './position.ts';
import { readTemplate } from './read-literal.ts';
import { namesOfTypes } from './read-type.ts';
import type { Value } from './value.ts';

const iterators = new Set(['map', 'forEach', 'flatMap', 'filter', 'reduce', 'some', 'every', 'find']);

/** Going through a short literal list is no loop. */
export const isShort = (file: Builder, list: Value, { inside }: Place): boolean => {
  const value = list.kind === 'reference' ? variableAt(file, list.name, inside) : list;
  return value !== undefined && file.short.has(value);
};

/** The place of a call is where the called name stands. */
const nameOf = (callee: Node): Node => (callee.type === 'MemberExpression' && !callee.computed ? callee.property : callee);

interface Called {
  readonly callee: Value;
  readonly at: Node;
  readonly isNew: boolean;
  readonly types: readonly string[];
}

const enterCall = (file: Builder, { callee, at, isNew, types }: Called, place: Place): number => {
  const call = file.calls.push({ callee, args: [], isNew, inside: place.inside, ...positionAt(file.starts, at.start), inLoop: place.inLoop, arms: [...place.arms], chain: [], types: [...types] }) - 1;
  if (callee.kind === 'member') enterChain(file, callee, call);
  return call;
};

/** `a().b().c()`: both `b` and `c` are called on what `a` gives. */
const enterChain = (file: Builder, { of, name }: Extract<Value, { kind: 'member' }>, call: number): void => {
  for (let inner = of; inner.kind === 'call'; ) {
    const draft = file.calls[inner.call];
    draft?.chain.push({ name, call });
    if (draft?.callee.kind !== 'member') return;
    inner = draft.callee.of;
  }
};

const readArguments = (file: Builder, call: number, { args, place }: { readonly args: readonly Argument[]; readonly place: Place }): void => {
  const values = args.map((arg): Value => (arg.type === 'SpreadElement' ? { kind: 'spread', line: lineOf(file, arg), of: file.read.expression(file, arg.argument, place) } : file.read.expression(file, arg, place)));
  file.calls[call]?.args.push(...values);
  values.forEach((value, index) => {
    const draft = value.kind === 'function' ? file.functions[value.id] : undefined;
    if (draft !== undefined) draft.argumentOf = [call, index];
  });
};

/** `require('x')` and `import('x')` bring a module at run time. */
const enterRequired = (file: Builder, first: Argument | undefined, at: Node): void => {
  const specifier = first?.type === 'Literal' ? first.value : first?.type === 'TemplateLiteral' && first.expressions.length === 0 ? first.quasis[0]?.value.cooked : null;
  if (typeof specifier === 'string') file.imports.push({ specifier, typeOnly: false, names: ['*'], ...positionAt(file.starts, at.start) });
};

/** `const load = createRequire(import.meta.url)`: what a module without `require` makes for itself. */
const isRequire = (file: Builder, name: string, { inside }: Place): boolean => {
  const local = variableAt(file, name, inside);
  const made = local?.kind === 'call' ? file.calls[local.call]?.callee : undefined;
  return (made?.kind === 'reference' || made?.kind === 'member') && made.name === 'createRequire';
};

export const readCall = (file: Builder, node: CallExpression | NewExpression, place: Place): Value => {
  const callee = file.read.expression(file, node.callee, place);
  const at = nameOf(node.callee);
  const call = enterCall(file, { callee, at, isNew: node.type === 'NewExpression', types: namesOfTypes(node.typeArguments?.params ?? []) }, place);
  if (callee.kind === 'reference' && (callee.name === 'require' || isRequire(file, callee.name, place))) enterRequired(file, node.arguments[0], at);
  const loops = callee.kind === 'member' && iterators.has(callee.name) && !isShort(file, callee.of, place);
  readArguments(file, call, { args: node.arguments, place: loops ? { ...place, inLoop: true } : place });
  return { kind: 'call', line: lineOf(file, node), call };
};

export const readImportCall = (file: Builder, node: ImportExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const call = enterCall(file, { callee: { kind: 'reference', line, name: 'require' }, at: node, isNew: false, types: [] }, place);
  enterRequired(file, node.source, node);
  readArguments(file, call, { args: node.options === null ? [node.source] : [node.source, node.options], place });
  return { kind: 'call', line, call };
};

/** A tagged template calls its tag with the text. */
export const readTagged = (file: Builder, node: TaggedTemplateExpression, place: Place): Value => {
  const callee = file.read.expression(file, node.tag, place);
  const call = enterCall(file, { callee, at: nameOf(node.tag), isNew: false, types: namesOfTypes(node.typeArguments?.params ?? []) }, place);
  file.calls[call]?.args.push(readTemplate(file, node.quasi, place));
  return { kind: 'call', line: lineOf(file, node), call };
};

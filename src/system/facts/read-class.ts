import { ts } from 'ts-morph';
import { lineOf, newFunction, type Builder, type ClassDraft, type Place } from './builder.ts';
import { readType } from './read-type.ts';

/** A decorator is a call: `@Get('x')` calls `Get('x')`. Returns indices of calls. */
export const readDecorators = (file: Builder, node: ts.Node, place: Place): readonly number[] => {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map(({ expression }) => {
    const value = file.read.expression(file, expression, place);
    if (value.kind === 'call') return value.call;
    const { line, character } = file.source.getLineAndCharacterOfPosition(expression.getStart(file.source));
    return file.calls.push({ callee: value, args: [], isNew: false, inside: place.inside, line: line + 1, column: character + 1, inLoop: false, chain: [], types: [] }) - 1;
  });
};

/** Enters a class and all that is in it. Returns its index. */
export const readClass = (file: Builder, node: ts.ClassLikeDeclaration, outer: Place): number => {
  const id = file.classes.length;
  const draft: ClassDraft = { name: node.name?.text ?? null, extends: null, implements: [], properties: new Map(), methods: new Map(), decorators: [], line: lineOf(file, node), inside: outer.inside };
  file.classes.push(draft);
  const place: Place = { inside: outer.inside, class: id, inLoop: false };
  draft.decorators.push(...readDecorators(file, node, place));
  const parent = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (parent !== undefined) draft.extends = file.read.expression(file, parent.expression, place);
  const promised = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)?.types ?? [];
  draft.implements.push(...promised.flatMap(({ expression }) => (ts.isIdentifier(expression) ? [expression.text] : [])));
  // Fields are set in a scope of their own, where `this` is the instance.
  const fields: Place = { ...place, inside: file.functions.push(newFunction(draft.line, { parent: outer.inside, class: id })) - 1 };
  const ordered = [...node.members].sort((a, b) => Number(ts.isConstructorDeclaration(b)) - Number(ts.isConstructorDeclaration(a)));
  for (const member of ordered) readMember(file, { member, draft }, ts.isPropertyDeclaration(member) ? fields : place);
  return id;
};

interface Member {
  readonly member: ts.ClassElement;
  readonly draft: ClassDraft;
}

const readMember = (file: Builder, { member, draft }: Member, place: Place): void => {
  const name = member.name !== undefined && !ts.isComputedPropertyName(member.name) ? member.name.getText(file.source) : null;
  if (ts.isConstructorDeclaration(member)) readConstructor(file, { member, draft }, place);
  else if (ts.isMethodDeclaration(member) || ts.isSetAccessor(member)) {
    if ((ts.getDecorators(member) ?? []).length > 0) for (const parameter of member.parameters) useType(file, parameter);
    draft.methods.set(name ?? '?', file.read.function(file, member, place));
  }
  else if (ts.isGetAccessor(member)) readGetter(file, { name, member, draft }, place);
  else if (ts.isPropertyDeclaration(member) && name !== null) {
    const value = member.initializer === undefined ? (draft.properties.get(name)?.value ?? null) : file.read.expression(file, member.initializer, place);
    const inside = member.initializer === undefined ? (draft.properties.get(name)?.inside ?? place.inside) : place.inside;
    draft.properties.set(name, { value, inside, type: member.type === undefined ? null : readType(file, member.type), decorators: readDecorators(file, member, place) });
  } else if (ts.isClassStaticBlockDeclaration(member)) file.read.statements(file, member.body.statements, place);
};

const readGetter = (file: Builder, { name, member, draft }: { readonly name: string | null; readonly member: ts.GetAccessorDeclaration; readonly draft: ClassDraft }, place: Place): void => {
  const id = file.read.function(file, member, place);
  const [value] = file.functions[id]?.returns ?? [];
  if (name !== null && value !== undefined) draft.properties.set(name, { value, inside: id, type: null, decorators: [] });
};

const readConstructor = (file: Builder, { member, draft }: { readonly member: ts.ConstructorDeclaration; readonly draft: ClassDraft }, place: Place): void => {
  const id = file.functions.length;
  for (const parameter of member.parameters) {
    if (draft.decorators.length > 0) useType(file, parameter);
    if (!ts.isIdentifier(parameter.name) || (ts.getModifiers(parameter) ?? []).length === 0) continue;
    draft.properties.set(parameter.name.text, { value: { kind: 'reference', line: lineOf(file, parameter), name: parameter.name.text }, inside: id, type: null, decorators: [] });
  }
  draft.methods.set('constructor', file.read.function(file, member, place));
};

/** Decorators keep the classes that constructors and handlers name as types. */
const useType = (file: Builder, { type }: ts.ParameterDeclaration): void => {
  if (type !== undefined && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) file.used.add(type.typeName.text);
};

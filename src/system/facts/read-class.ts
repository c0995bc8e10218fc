import type { AccessorProperty, Class, ClassElement, MethodDefinition, ParamPattern, PropertyDefinition } from 'oxc-parser';
import { lineOf, newFunction, within, type Builder, type ClassDraft, type Place } from './builder.ts';
import { keyName } from './key-name.ts';
import { readDecorators } from './read-decorators.ts';
import { bareParameter } from './read-function.ts';
import { readType } from './read-type.ts';

/** Where a class begins: its decorators may stand before `export`. */
export const classStart = ({ decorators, start }: Class): { readonly start: number } => ({ start: Math.min(start, ...decorators.map((decorator) => decorator.start)) });

/** Enters a class and all that is in it. Returns its index. */
export const readClass = (file: Builder, node: Class, outer: Place): number => {
  const id = file.classes.length;
  const draft: ClassDraft = { name: node.id?.name ?? null, extends: null, implements: [], properties: new Map(), statics: new Map(), methods: new Map(), decorators: [], line: lineOf(file, classStart(node)), inside: outer.inside };
  file.classes.push(draft);
  const place: Place = { inside: outer.inside, class: id, inLoop: false, arms: [] };
  draft.decorators.push(...readDecorators(file, node.decorators, place));
  if (node.superClass !== null) draft.extends = file.read.expression(file, node.superClass, place);
  draft.implements.push(...(node.implements ?? []).flatMap(({ expression }) => (expression.type === 'Identifier' ? [expression.name] : [])));
  // Fields are set in a scope of their own, where `this` is the instance.
  const fields: Place = { ...place, inside: file.functions.push(newFunction(draft.line, { parent: outer.inside, class: id })) - 1 };
  const ordered = node.body.body.toSorted((a, b) => Number(isConstructor(b)) - Number(isConstructor(a)));
  for (const member of ordered) readMember(file, { member, draft }, isField(member) ? fields : place);
  return id;
};

const isConstructor = (member: ClassElement): boolean => 'kind' in member && member.kind === 'constructor';

type Field = PropertyDefinition | AccessorProperty;

const isField = (member: ClassElement): member is Field =>
  member.type === 'PropertyDefinition' || member.type === 'TSAbstractPropertyDefinition' || member.type === 'AccessorProperty' || member.type === 'TSAbstractAccessorProperty';

interface In<Member> {
  readonly member: Member;
  readonly draft: ClassDraft;
}

const readMember = (file: Builder, { member, draft }: In<ClassElement>, place: Place): void => {
  if (isField(member)) within(file, member, () => readField(file, { member, draft }, place));
  else if (member.type === 'StaticBlock') file.read.statements(file, member.body, place);
  else if (member.type !== 'TSIndexSignature') readMethod(file, { member, draft }, place);
};

const readField = (file: Builder, { member, draft }: In<Field>, place: Place): void => {
  const name = keyName(member.key, member.computed);
  const fields = member.static ? draft.statics : draft.properties;
  const before = name === null ? undefined : fields.get(name);
  const value = member.value === null ? (before?.value ?? null) : file.read.expression(file, member.value, place);
  const inside = member.value === null ? (before?.inside ?? place.inside) : place.inside;
  const type = member.typeAnnotation == null ? null : readType(file, member.typeAnnotation.typeAnnotation);
  const decorators = readDecorators(file, member.decorators, place);
  if (name !== null) fields.set(name, { value, inside, type, decorators });
};

const readMethod = (file: Builder, { member, draft }: In<MethodDefinition>, place: Place): void => {
  const name = keyName(member.key, member.computed);
  if (member.kind === 'constructor') readConstructor(file, { member, draft });
  else if (member.decorators.length > 0) for (const parameter of member.value.params) useType(file, parameter);
  const isMethod = member.kind === 'method';
  const id = file.read.function(file, { node: member.value, name: member.kind === 'constructor' ? null : name, line: lineOf(file, member), decorators: member.decorators, isMethod }, place);
  // An abstract method is a promise, and so is a signature without a body.
  if (member.kind !== 'get' && member.value.body !== null) draft.methods.set(name ?? '?', id);
  const [value] = member.kind === 'get' ? (file.functions[id]?.returns ?? []) : [];
  if (name !== null && value !== undefined) (member.static ? draft.statics : draft.properties).set(name, { value, inside: id, type: null, decorators: [] });
};

/** `constructor(private readonly a: A)`: the parameter is a property, too. To be called before the constructor is read. */
const readConstructor = (file: Builder, { member, draft }: In<MethodDefinition>): void => {
  const id = file.functions.length;
  for (const parameter of member.value.params) {
    if (draft.decorators.length > 0) useType(file, parameter);
    const { binding } = bareParameter(parameter);
    if (parameter.type !== 'TSParameterProperty' || binding.type !== 'Identifier') continue;
    draft.properties.set(binding.name, { value: { kind: 'reference', line: lineOf(file, parameter), name: binding.name }, inside: id, type: null, decorators: [] });
  }
};

/** Decorators keep the classes that constructors and handlers name as types. */
const useType = (file: Builder, parameter: ParamPattern): void => {
  const type = bareParameter(parameter).type?.typeAnnotation;
  if (type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier') file.used.add(type.typeName.name);
};

import type { TSType, TSTypeName, TSTypeReference } from 'oxc-parser';
import { lineOf, type Builder } from './builder.ts';
import type { Value } from './value.ts';

const readEntity = (file: Builder, name: TSTypeName): Value => {
  const line = lineOf(file, name);
  if (name.type === 'TSQualifiedName') return { kind: 'member', line, of: readEntity(file, name.left), name: name.right.name };
  return name.type === 'Identifier' ? { kind: 'reference', line, name: name.name } : { kind: 'this', line };
};

/** The class or interface that a type names; null when it names none. */
export const readType = (file: Builder, type: TSType): Value | null => {
  if (type.type === 'TSTypeReference') return readReference(file, type);
  return type.type === 'TSUnionType' ? (type.types.map((one) => readType(file, one)).find((one) => one !== null) ?? null) : null;
};

const wrappers = new Set(['Promise', 'Readonly', 'Partial', 'Pick', 'Omit', 'Required']);

const readReference = (file: Builder, { typeName, typeArguments }: TSTypeReference): Value | null => {
  if (typeName.type !== 'Identifier' || !wrappers.has(typeName.name)) return readEntity(file, typeName);
  const argument = typeArguments?.params[0];
  return argument === undefined ? null : readType(file, argument);
};

/** `<A, B>`: the plain names among them. */
export const namesOfTypes = (types: readonly TSType[]): readonly string[] =>
  types.flatMap((type) => (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? [type.typeName.name] : []));

import { ts } from 'ts-morph';
import { lineOf, type Builder } from './builder.ts';
import type { Value } from './value.ts';

const readEntity = (file: Builder, name: ts.EntityName): Value => {
  const line = lineOf(file, name);
  return ts.isIdentifier(name) ? { kind: 'reference', line, name: name.text } : { kind: 'member', line, of: readEntity(file, name.left), name: name.right.text };
};

/** The class or interface that a type names; null when it names none. */
export const readType = (file: Builder, type: ts.TypeNode): Value | null => {
  if (ts.isTypeReferenceNode(type)) return readReference(file, type);
  if (ts.isUnionTypeNode(type)) return type.types.map((one) => readType(file, one)).find((one) => one !== null) ?? null;
  if (ts.isParenthesizedTypeNode(type)) return readType(file, type.type);
  return null;
};

const readReference = (file: Builder, type: ts.TypeReferenceNode): Value | null => {
  const name = type.typeName.getText(file.source);
  const [argument] = type.typeArguments ?? [];
  if (['Promise', 'Readonly', 'Partial', 'Pick', 'Omit', 'Required'].includes(name)) return argument === undefined ? null : readType(file, argument);
  return readEntity(file, type.typeName);
};

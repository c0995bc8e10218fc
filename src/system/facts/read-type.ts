import type { TSType, TSTypeName, TSTypeQuery, TSTypeReference } from 'oxc-parser';
import { lineOf, type Builder } from './builder.ts';
import type { Value } from './value.ts';

const readEntity = (file: Builder, name: TSTypeName): Value => {
  const line = lineOf(file, name);
  if (name.type === 'TSQualifiedName') return { kind: 'member', line, of: readEntity(file, name.left), name: name.right.name };
  return name.type === 'Identifier' ? { kind: 'reference', line, name: name.name } : { kind: 'this', line };
};

/** The class, the interface or the value that a type names; null when it names none. */
export const readType = (file: Builder, type: TSType): Value | null => {
  if (type.type === 'TSTypeReference') return readReference(file, type);
  if (type.type === 'TSTypeQuery') return readQuery(file, type, false);
  return type.type === 'TSUnionType' ? (type.types.map((one) => readType(file, one)).find((one) => one !== null) ?? null) : null;
};

const wrappers = new Set(['Promise', 'Awaited', 'Readonly', 'Partial', 'Pick', 'Omit', 'Required']);

/** `typeof x`; null for `typeof import('x')`. */
const readQuery = (file: Builder, query: TSTypeQuery, called: boolean): Value | null =>
  (query.exprName.type === 'TSImportType' ? null : { kind: 'typed', line: lineOf(file, query), of: readEntity(file, query.exprName), called });

const readReference = (file: Builder, { typeName, typeArguments }: TSTypeReference): Value | null => {
  const [first] = typeArguments?.params ?? [];
  if (typeName.type === 'Identifier' && first?.type === 'TSTypeQuery' && typeName.name === 'ReturnType') return readQuery(file, first, true);
  if (typeName.type === 'Identifier' && first?.type === 'TSTypeQuery' && typeName.name === 'InstanceType') return first.exprName.type === 'TSImportType' ? null : readEntity(file, first.exprName);
  if (typeName.type !== 'Identifier' || !wrappers.has(typeName.name)) return readEntity(file, typeName);
  return first === undefined ? null : readType(file, first);
};

/** `<A, B>`: the plain names among them. */
export const namesOfTypes = (types: readonly TSType[]): readonly string[] =>
  types.flatMap((type) => (type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? [type.typeName.name] : []));

import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';

const isExported = (node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): boolean => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const isDefault = (node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): boolean => node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;

/** Exported names behind which no value stands. A value may share its name with a type, so all statements must have been read. */
export const readTypes = ({ source, functions, exports }: Builder): ReadonlySet<string> => {
  const values = functions[0]?.locals;
  const declared = source.statements.filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)).filter(({ name }) => values?.has(name.text) !== true);
  const names = new Set(declared.map(({ name }) => name.text));
  const listed = [...exports].filter(([, value]) => value.kind === 'reference' && names.has(value.name)).map(([name]) => name);
  return new Set([...declared.filter(isExported).map((node) => (isDefault(node) ? 'default' : node.name.text)), ...listed]);
};

import type { Node, Program, TSInterfaceDeclaration, TSTypeAliasDeclaration } from 'oxc-parser';
import type { Builder } from './builder.ts';

type TypeDeclaration = TSInterfaceDeclaration | TSTypeAliasDeclaration;

interface Declared {
  readonly name: string;
  /** Null when the declaration itself exports nothing. */
  readonly exportedAs: string | null;
}

const isType = (node: Node | null): node is TypeDeclaration => node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration';

const declaredBy = (statement: Node): readonly Declared[] => {
  if (isType(statement)) return [{ name: statement.id.name, exportedAs: null }];
  if (statement.type !== 'ExportNamedDeclaration' && statement.type !== 'ExportDefaultDeclaration') return [];
  const { declaration, type } = statement;
  return isType(declaration) ? [{ name: declaration.id.name, exportedAs: type === 'ExportDefaultDeclaration' ? 'default' : declaration.id.name }] : [];
};

/** Exported names behind which no value stands. A value may share its name with a type, so all statements must have been read. */
export const readTypes = ({ functions, exports }: Builder, { body }: Program): ReadonlySet<string> => {
  const values = functions[0]?.locals;
  const declared = body.flatMap(declaredBy).filter(({ name }) => values?.has(name) !== true);
  const names = new Set(declared.map(({ name }) => name));
  const listed = [...exports].filter(([, value]) => value.kind === 'reference' && names.has(value.name)).map(([name]) => name);
  return new Set([...declared.flatMap(({ exportedAs }) => exportedAs ?? []), ...listed]);
};

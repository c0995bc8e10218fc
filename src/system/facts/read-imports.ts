import type { ExportAllDeclaration, ExportNamedDeclaration, Expression, ImportDeclaration, Node, TSImportEqualsDeclaration } from 'oxc-parser';
import { lineOf, within, type Builder, type Place } from './builder.ts';
import type { ImportFact } from './file-facts.ts';
import { exportName } from './key-name.ts';
import { positionAt } from './position.ts';

/** Enters imports and exports of names; whatever else stands in the file is left to `readStatements`. */
export const readImports = (file: Builder, statement: Node, place: Place): boolean => {
  switch (statement.type) {
    case 'ImportDeclaration':
      readImport(file, statement);
      return true;
    case 'TSImportEqualsDeclaration':
      readImportEquals(file, statement);
      return true;
    case 'ExportAllDeclaration':
      readExportAll(file, statement);
      return true;
    case 'TSExportAssignment':
      readExportedValue(file, { name: '=', statement, expression: statement.expression }, place);
      return true;
    case 'ExportNamedDeclaration':
      if (statement.declaration?.type === 'TSImportEqualsDeclaration') readImportEquals(file, statement.declaration);
      else if (statement.declaration === null) readExport(file, statement);
      else return false;
      return true;
    case 'ExportDefaultDeclaration': {
      const { declaration } = statement;
      if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction' || declaration.type === 'ClassDeclaration' || declaration.type === 'TSInterfaceDeclaration') return false;
      readExportedValue(file, { name: 'default', statement, expression: declaration }, place);
      return true;
    }
    default:
      return false;
  }
};

interface ExportedValue {
  readonly name: string;
  readonly statement: Node;
  readonly expression: Expression;
}

const readExportedValue = (file: Builder, { name, statement, expression }: ExportedValue, place: Place): void =>
  void file.exports.set(name, within(file, statement, () => file.read.expression(file, expression, place)));

const readImport = (file: Builder, node: ImportDeclaration): void => {
  const specifier = node.source.value;
  const all = node.specifiers.map((one) => {
    if (one.type === 'ImportDefaultSpecifier') return { local: one.local.name, name: 'default', isType: false };
    return one.type === 'ImportNamespaceSpecifier' ? { local: one.local.name, name: '*', isType: false } : { local: one.local.name, name: exportName(one.imported), isType: one.importKind === 'type' };
  });
  for (const { local, name } of all) file.bindings.set(local, { specifier, name });
  const names = all.filter(({ isType }) => !isType).map(({ name }) => name);
  file.imports.push({ specifier, typeOnly: node.importKind === 'type' || (all.length > 0 && names.length === 0), names, ...positionAt(file.starts, node.source.start) });
};

const readImportEquals = (file: Builder, node: TSImportEqualsDeclaration): void => {
  const { moduleReference } = node;
  if (moduleReference.type !== 'TSExternalModuleReference') return;
  const specifier = moduleReference.expression.value;
  file.bindings.set(node.id.name, { specifier, name: '*' });
  file.imports.push({ specifier, typeOnly: node.importKind === 'type', names: ['*'], ...positionAt(file.starts, node.start) });
};

const readExport = (file: Builder, node: ExportNamedDeclaration): void => {
  const pairs = node.specifiers.map(({ local, exported }) => [exportName(exported), exportName(local)] as const);
  if (node.source === null) {
    for (const [name, local] of pairs) {
      file.used.add(local);
      file.exports.set(name, { kind: 'reference', line: lineOf(file, node), name: local });
    }
    return;
  }
  const specifier = node.source.value;
  const names = new Map(pairs);
  file.reexports.push({ specifier, names });
  file.imports.push({ specifier, typeOnly: node.exportKind === 'type', names: [...names.values()], ...positionAt(file.starts, node.start) });
};

const readExportAll = (file: Builder, node: ExportAllDeclaration): void => {
  const specifier = node.source.value;
  file.reexports.push({ specifier, names: node.exported === null ? null : new Map([[exportName(node.exported), '*']]) });
  file.imports.push({ specifier, typeOnly: node.exportKind === 'type', names: ['*'], ...positionAt(file.starts, node.start) });
};

/** An import none of whose names is used as a value leaves nothing at run time. */
export const withoutUnused = (file: Builder): readonly ImportFact[] => {
  const usedFrom = Map.groupBy([...file.bindings].filter(([local]) => file.used.has(local)).map(([, binding]) => binding), ({ specifier }) => specifier);
  const bound = new Set([...file.bindings.values()].map(({ specifier }) => specifier));
  const reexported = new Set(file.reexports.map(({ specifier }) => specifier));
  return file.imports.map((fact) => {
    if (fact.names.length === 0 || !bound.has(fact.specifier) || reexported.has(fact.specifier)) return fact;
    const names = (usedFrom.get(fact.specifier) ?? []).map(({ name }) => name).filter((name) => fact.names.includes(name));
    return names.length === 0 ? { ...fact, typeOnly: true } : { ...fact, names };
  });
};

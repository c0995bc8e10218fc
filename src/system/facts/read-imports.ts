import { ts } from 'ts-morph';
import type { Builder, Place } from './builder.ts';
import { lineOf } from './builder.ts';
import type { ImportFact } from './file-facts.ts';
import { readExpression } from './read-expression.ts';

/** Enters imports and exports; whatever else stands in the file is left to `readStatements`. */
export const readImports = (file: Builder, statement: ts.Statement, place: Place): boolean => {
  if (ts.isImportDeclaration(statement)) readImport(file, statement);
  else if (ts.isImportEqualsDeclaration(statement)) readImportEquals(file, statement);
  else if (ts.isExportDeclaration(statement)) readExport(file, statement);
  else if (ts.isExportAssignment(statement)) file.exports.set(statement.isExportEquals ? '=' : 'default', readExpression(file, statement.expression, place));
  else return false;
  return true;
};

const siteOf = (file: Builder, node: ts.Node) => ({ line: lineOf(file, node), column: file.source.getLineAndCharacterOfPosition(node.getStart(file.source)).character + 1 });

const readImport = (file: Builder, node: ts.ImportDeclaration): void => {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  const clause = node.importClause;
  const named = clause?.namedBindings;
  const elements = named !== undefined && ts.isNamedImports(named) ? named.elements : [];
  if (clause?.name !== undefined) file.bindings.set(clause.name.text, { specifier, name: 'default' });
  if (named !== undefined && ts.isNamespaceImport(named)) file.bindings.set(named.name.text, { specifier, name: '*' });
  for (const element of elements) file.bindings.set(element.name.text, { specifier, name: (element.propertyName ?? element.name).text });
  const runtime = elements.filter((element) => !element.isTypeOnly).map((element) => (element.propertyName ?? element.name).text);
  const names = [...(clause?.name === undefined ? [] : ['default']), ...(named !== undefined && ts.isNamespaceImport(named) ? ['*'] : []), ...runtime];
  const typeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || (elements.length > 0 && names.length === 0);
  file.imports.push({ specifier, typeOnly, names, ...siteOf(file, node.moduleSpecifier) });
};

const readImportEquals = (file: Builder, node: ts.ImportEqualsDeclaration): void => {
  const { moduleReference } = node;
  if (!ts.isExternalModuleReference(moduleReference) || !ts.isStringLiteral(moduleReference.expression)) return;
  const specifier = moduleReference.expression.text;
  file.bindings.set(node.name.text, { specifier, name: '*' });
  file.imports.push({ specifier, typeOnly: node.isTypeOnly, names: ['*'], ...siteOf(file, node) });
};

const readExport = (file: Builder, node: ts.ExportDeclaration): void => {
  const elements = node.exportClause !== undefined && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
  if (node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) {
    for (const { name, propertyName } of elements) {
      file.used.add((propertyName ?? name).text);
      file.exports.set(name.text, { kind: 'reference', line: lineOf(file, node), name: (propertyName ?? name).text });
    }
    return;
  }
  const specifier = node.moduleSpecifier.text;
  const names = new Map(elements.map(({ name, propertyName }) => [name.text, (propertyName ?? name).text]));
  if (node.exportClause !== undefined && ts.isNamespaceExport(node.exportClause)) names.set(node.exportClause.name.text, '*');
  file.reexports.push({ specifier, names: node.exportClause === undefined ? null : names });
  file.imports.push({ specifier, typeOnly: node.isTypeOnly, names: node.exportClause === undefined ? ['*'] : [...names.values()], ...siteOf(file, node) });
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

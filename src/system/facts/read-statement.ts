import { ts } from 'ts-morph';
import { lineOf, type Builder, type Place } from './builder.ts';
import { readClass } from './read-class.ts';
import { readFunction, readPattern } from './read-function.ts';
import { unknown, type Value } from './value.ts';

export const readStatements = (file: Builder, statements: readonly ts.Node[], place: Place): void => {
  // Variables first: assignments inside functions complete them.
  const isHoisted = (node: ts.Node): boolean => ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
  for (const statement of statements.filter((one) => !isHoisted(one))) readNode(file, statement, place);
  for (const statement of statements.filter(isHoisted)) readNode(file, statement, place);
};

const readDeclaration = (file: Builder, node: ts.FunctionDeclaration | ts.ClassDeclaration, place: Place): void => {
  const line = lineOf(file, node);
  const value: Value = ts.isClassDeclaration(node) ? { kind: 'class', line, id: readClass(file, node, place) } : { kind: 'function', line, id: readFunction(file, node, place) };
  if (node.name !== undefined) file.functions[place.inside]?.locals.set(node.name.text, value);
  const isDefault = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  const isExported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
  if (isExported && isDefault) file.exports.set('default', value);
  else if (isExported && node.name !== undefined) file.exports.set(node.name.text, value);
};

const loops = (node: ts.Node): boolean =>
  ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node);

const readNode = (file: Builder, node: ts.Node, place: Place): void => {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) readDeclaration(file, node, place);
  else if (ts.isBlock(node)) readStatements(file, node.statements, place);
  else if (ts.isVariableStatement(node)) readVariables(file, node, place);
  else if (ts.isVariableDeclaration(node)) readVariable(file, node, place);
  else if (ts.isReturnStatement(node)) {
    if (node.expression !== undefined) file.functions[place.inside]?.returns.push(file.read.expression(file, node.expression, place));
  } else if (ts.isExpression(node)) file.read.expression(file, node, place);
  else if (!ts.isTypeNode(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) {
    const inner = loops(node) ? { ...place, inLoop: true } : place;
    ts.forEachChild(node, (child) => readNode(file, child, inner));
  }
};

const readVariables = (file: Builder, node: ts.VariableStatement, place: Place): void => {
  const exported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
  for (const declaration of node.declarationList.declarations) {
    readVariable(file, declaration, place);
    if (exported) exportNames(file, declaration.name);
  }
};

const exportNames = (file: Builder, name: ts.BindingName): void => {
  if (ts.isIdentifier(name)) file.exports.set(name.text, { kind: 'reference', line: lineOf(file, name), name: name.text });
  else for (const element of name.elements) if (!ts.isOmittedExpression(element)) exportNames(file, element.name);
};

const readVariable = (file: Builder, node: ts.VariableDeclaration, place: Place): void => {
  const from = node.initializer === undefined ? unknown(lineOf(file, node), 'the variable has no value yet') : file.read.expression(file, node.initializer, place);
  readPattern(file, node.name, { from, place });
};

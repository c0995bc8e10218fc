import { ts } from 'ts-morph';
import { unwrapped } from '../../edits/source.ts';

/** A name of a file that comes from a package: `axios` of `import axios from 'axios'` or `const axios = require('axios')`. */
export interface Binding {
  readonly module: string;
  /** `default`, `*`, or the name it is exported by. */
  readonly exported: string;
}

const ofImport = ({ importClause, moduleSpecifier }: ts.ImportDeclaration): readonly (readonly [string, Binding])[] => {
  if (importClause === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
  const module = moduleSpecifier.text;
  const { name, namedBindings } = importClause;
  const whole = name === undefined ? [] : [[name.text, { module, exported: 'default' }] as const];
  if (namedBindings === undefined) return whole;
  if (ts.isNamespaceImport(namedBindings)) return [...whole, [namedBindings.name.text, { module, exported: '*' }]];
  return [...whole, ...namedBindings.elements.map((element) => [element.name.text, { module, exported: (element.propertyName ?? element.name).text }] as const)];
};

const requiredModule = (node: ts.Expression | undefined): string | null => {
  if (node === undefined || !ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'require') return null;
  const [argument] = node.arguments;
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : null;
};

const ofRequire = ({ name, initializer }: ts.VariableDeclaration): readonly (readonly [string, Binding])[] => {
  const module = requiredModule(initializer);
  if (module === null) return [];
  if (ts.isIdentifier(name)) return [[name.text, { module, exported: 'default' }]];
  if (!ts.isObjectBindingPattern(name)) return [];
  return name.elements.flatMap((element) => (ts.isIdentifier(element.name) ? [[element.name.text, { module, exported: (element.propertyName ?? element.name).getText() }] as const] : []));
};

/** Every name that the top of a file takes from packages. */
export const bindingsOf = (source: ts.SourceFile): ReadonlyMap<string, Binding> =>
  new Map(source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement)) return ofImport(statement);
    return ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(ofRequire) : [];
  }));

/** `const name = value` anywhere in a file, if there is exactly one of that name. */
export const declarationOf = (source: ts.SourceFile, name: string): ts.Expression | undefined => {
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === name) found.push(node.initializer);
    if ((ts.isParameter(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined && node.name.getText() === name) found.push(undefined);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const [only] = found;
  return found.length === 1 && only !== undefined ? unwrapped(only) : undefined;
};

/** Whether a file declares a name itself. */
export const declares = (source: ts.SourceFile, name: string): boolean => {
  const visit = (node: ts.Node): boolean => {
    const declared = (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined && node.name.getText() === name;
    return declared || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  };
  return visit(source);
};

/** `axios.get` is [`axios`, `get`]; what does not begin with a name is []. */
export const chainOf = (node: ts.Expression): readonly string[] => {
  if (ts.isIdentifier(node)) return [node.text];
  if (!ts.isPropertyAccessExpression(node)) return [];
  const before = chainOf(node.expression);
  return before.length === 0 ? [] : [...before, node.name.text];
};

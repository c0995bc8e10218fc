import type { BindingPattern, Class, DoWhileStatement, ExportDefaultDeclaration, ExportNamedDeclaration, Expression, ForInStatement, ForOfStatement, ForStatement, Function as FunctionNode, Node, TSEnumDeclaration, VariableDeclarator, WhileStatement } from 'oxc-parser';
import { lineOf, within, type Builder, type Place } from './builder.ts';
import { goesThrough } from './loops.ts';
import { isShort } from './read-call.ts';
import { armsOfIf, armsOfSwitch, armsOfTry } from './read-branch.ts';
import { classStart } from './read-class.ts';
import { readEnum } from './read-enum.ts';
import { readPattern } from './read-pattern.ts';
import { retryLoopIn } from './retry-loops.ts';
import { unknown, type Value } from './value.ts';

type Hoisted = FunctionNode | Class;

const isHoisted = (node: Node | null): node is Hoisted => node?.type === 'FunctionDeclaration' || node?.type === 'TSDeclareFunction' || node?.type === 'ClassDeclaration';

/** What an export declares. */
const declarationIn = (node: Node): Node | null => (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration' ? node.declaration : null);

export const readStatements = (file: Builder, statements: readonly Node[], place: Place): void => {
  const comesLater = (node: Node): boolean => isHoisted(node) || isHoisted(declarationIn(node));
  // Variables first: assignments inside functions complete them.
  for (const statement of statements.filter((one) => !comesLater(one))) readNode(file, statement, place);
  for (const statement of statements.filter(comesLater)) readNode(file, statement, place);
};

const readNode = (file: Builder, node: Node, place: Place): void => within(file, node, () => readInside(file, node, place));

const readInside = (file: Builder, node: Node, place: Place): void => {
  switch (node.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return readExported(file, node, place);
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return void declare(file, node, place);
    case 'VariableDeclaration':
      return node.declarations.forEach((declarator) => readVariable(file, declarator, place));
    case 'TSEnumDeclaration':
      return declareEnum(file, node, place);
    case 'BlockStatement':
    case 'TSModuleBlock':
      return readStatements(file, node.body, place);
    case 'ReturnStatement':
      if (node.argument !== null) file.functions[place.inside]?.returns.push(file.read.expression(file, node.argument, place));
      return;
    case 'ExpressionStatement':
      return void file.read.expression(file, node.expression, place);
    case 'CatchClause':
      if (node.param !== null) readPattern(file, node.param, { from: unknown(lineOf(file, node.param), 'the variable has no value yet'), place });
      return readNode(file, node.body, place);
    default:
      return readParts(file, node, place);
  }
};

/** Enters a function or class under its name. */
const declare = (file: Builder, node: Hoisted, place: Place): Value => {
  const line = lineOf(file, isClass(node) ? classStart(node) : node);
  const name = node.id?.name ?? null;
  const value: Value = isClass(node)
    ? { kind: 'class', line, id: file.read.class(file, node, place) }
    : { kind: 'function', line, id: file.read.function(file, { node, name, line, decorators: [], isMethod: false }, place) };
  if (name !== null) file.functions[place.inside]?.locals.set(name, value);
  return value;
};

const isClass = (node: Hoisted): node is Class => node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

const declareEnum = (file: Builder, node: TSEnumDeclaration, place: Place): void => {
  file.functions[place.inside]?.locals.set(node.id.name, readEnum(file, node, place));
};

const readVariable = (file: Builder, node: VariableDeclarator, place: Place): void =>
  within(file, node, () => {
    const from = node.init === null ? unknown(lineOf(file, node), 'the variable has no value yet') : file.read.expression(file, node.init, place);
    readPattern(file, node.id, { from, place });
  });

const readExported = (file: Builder, { type, declaration }: ExportNamedDeclaration | ExportDefaultDeclaration, place: Place): void => {
  if (declaration === null) return;
  if (isHoisted(declaration)) {
    const value = within(file, declaration, () => declare(file, declaration, place));
    const name = type === 'ExportDefaultDeclaration' ? 'default' : declaration.id?.name;
    if (name !== undefined) file.exports.set(name, value);
    return;
  }
  readNode(file, declaration, place);
  if (declaration.type === 'VariableDeclaration') for (const { id } of declaration.declarations) exportNames(file, id);
  if (declaration.type === 'TSEnumDeclaration') exportNames(file, declaration.id);
};

const exportNames = (file: Builder, name: BindingPattern): void => {
  if (name.type === 'Identifier') file.exports.set(name.name, { kind: 'reference', line: lineOf(file, name), name: name.name });
  else if (name.type === 'AssignmentPattern') exportNames(file, name.left);
  else if (name.type === 'ArrayPattern') for (const element of name.elements) if (element !== null) exportNames(file, element.type === 'RestElement' ? element.argument : element);
  if (name.type === 'ObjectPattern') for (const property of name.properties) exportNames(file, property.type === 'RestElement' ? property.argument : property.value);
};

const readPart = (file: Builder, node: Node | null, place: Place): void => {
  if (node === null) return;
  if (/(?:Statement|Declaration|SwitchCase|CatchClause|TSModuleBlock)$/.test(node.type)) readNode(file, node, place);
  else file.read.expression(file, node as Expression, place);
};

const readParts = (file: Builder, node: Node, place: Place): void => {
  const read = (parts: readonly (Node | null)[], where: Place): void => parts.forEach((part) => readPart(file, part, where));
  const loop = (of: ForStatement | WhileStatement | DoWhileStatement): Place => {
    const again = retryLoopIn(file.text, file.starts, of);
    if (again !== null) file.retryLoops.push({ ...again, inside: place.inside });
    return { ...place, inLoop: place.inLoop || goesThrough(file.text, of) };
  };
  switch (node.type) {
    case 'ForStatement':
      read([node.init], place);
      return read([node.test, node.update, node.body], loop(node));
    case 'ForInStatement':
    case 'ForOfStatement':
      return readEach(file, node, place);
    case 'WhileStatement':
      return read([node.test, node.body], loop(node));
    case 'DoWhileStatement':
      return read([node.body, node.test], loop(node));
    case 'IfStatement':
      return armsOfIf(node, place).forEach(([part, where]) => readPart(file, part, where));
    case 'TryStatement':
      return armsOfTry(node, place).forEach(([part, where]) => readPart(file, part, where));
    case 'SwitchStatement':
      return armsOfSwitch(node, place).forEach(([part, where]) => readPart(file, part, where));
    default:
      return read(partsOf(node), place);
  }
};

/** What is gone through is found out once; a short literal list is no loop. */
const readEach = (file: Builder, node: ForInStatement | ForOfStatement, place: Place): void => {
  const list = file.read.expression(file, node.right, place);
  if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration') {
    const from: Value = { kind: 'item', line: lineOf(file, node.left), of: list };
    for (const { id } of node.left.declarations) readPattern(file, id, { from, place });
  } else readPart(file, node.left, place);
  readPart(file, node.body, isShort(file, list, place) ? place : { ...place, inLoop: true });
};

/** What stands in a statement, in the order in which it stands there. Types and what is only declared leave nothing at run time. */
const partsOf = (node: Node): readonly (Node | null)[] => {
  switch (node.type) {
    case 'SwitchCase':
      return [node.test, ...node.consequent];
    case 'ThrowStatement':
      return [node.argument];
    case 'LabeledStatement':
      return [node.body];
    case 'WithStatement':
      return [node.object, node.body];
    case 'TSModuleDeclaration':
      return node.declare ? [] : [node.body];
    default:
      return [];
  }
};

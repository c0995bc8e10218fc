import type { Expression, Node } from 'oxc-parser';
import type { Builder } from './builder.ts';
import { positionAt } from './position.ts';
import type { Value } from './value.ts';

/** `process.env` and its like, as a node. */
const isEnvironment = (node: Expression): boolean =>
  node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier' && node.property.name === 'env' && node.object.type === 'Identifier' && ['process', 'Bun'].includes(node.object.name);

const isEnvironmentValue = (value: Value): boolean => value.kind === 'member' && value.name === 'env' && value.of.kind === 'reference' && ['process', 'Bun'].includes(value.of.name);

const ends = (text: string): boolean => /\bthrow\b|process\.exit|\breject\(|\bassert\b/.test(text);

/** Numbers and the like of nothing are nothing: what stands around decides. */
const passesOn = new Set(['Number', 'parseInt', 'parseFloat', 'String', 'Number.parseInt', 'Number.parseFloat']);

/** A local that is given the variable and stands nowhere else, but as a key; what is exported may be used in other files. */
const isUnused = ({ text, around }: Builder, name: string): boolean =>
  !around.some(({ type }) => type === 'ExportNamedDeclaration') && text.match(new RegExp(`(?<![\\w$.])${name.replaceAll('$', String.raw`\$`)}(?![\\w$]|:)`, 'g'))?.length === 1;

/** What the file does with a local that holds the variable: falls back, asks whether it is there, or ends without it. */
const localIsOptional = ({ text }: Builder, name: string): boolean => {
  const word = name.replaceAll('$', String.raw`\$`);
  const missing = new RegExp(`if\\s*\\([^)]{0,200}!\\s*${word}\\b[^)]{0,200}\\)`).exec(text);
  if (missing !== null) return !ends(text.slice(missing.index, missing.index + 240));
  return new RegExp(`\\b${word}\\s*(?:\\|\\||\\?\\?|\\?\\.|\\?\\s|&&|[!=]==?)|\\bif\\s*\\(\\s*${word}\\b|!!${word}\\b`).test(text);
};

/** A password or the like beside parts that fall back: who has none gives none. */
const isLeftOut = (file: Builder, node: Extract<Node, { type: 'Property' }>): boolean => {
  const object = file.around.find((one) => one.type === 'ObjectExpression' && one.properties.some((property) => property === node));
  return object !== undefined && /^(?:password|username|tls|ssl|ca)$/.test(file.text.slice(node.key.start, node.key.end)) && /\|\||\?\?/.test(file.text.slice(object.start, object.end));
};

type Said = boolean | 'ask around';

const inCall = (file: Builder, node: Extract<Node, { type: 'CallExpression' }>, child: Node): Said => {
  const callee = file.text.slice(node.callee.start, node.callee.end);
  if (passesOn.has(callee)) return 'ask around';
  const index = node.arguments.findIndex((one) => one === child);
  if (/(?:^|\.)(?:is|has|to)[A-Z]\w*$/.test(callee)) return true;
  return callee === 'Boolean' || (index === 0 && node.arguments[1]?.type === 'Literal');
};

/** Whether the code goes on without the variable, as far as one node around it tells. */
const toldBy = (file: Builder, node: Node, child: Node): Said => {
  switch (node.type) {
    case 'LogicalExpression':
      return node.left === child ? true : 'ask around';
    case 'ConditionalExpression':
      return node.test === child ? true : 'ask around';
    case 'UnaryExpression':
      return node.operator === '!' ? 'ask around' : true;
    case 'BinaryExpression':
      return /^[!=]==?$/.test(node.operator) ? 'ask around' : false;
    case 'IfStatement':
      return !ends(file.text.slice(node.consequent.start, node.consequent.end));
    case 'SwitchStatement':
      return node.discriminant === child && !node.cases.some(({ test, consequent: [first] }) => test === null && first !== undefined && ends(file.text.slice(first.start, node.end)));
    case 'AssignmentExpression':
      return node.left === child;
    case 'MemberExpression':
      return node.optional;
    case 'Property':
      return isLeftOut(file, node);
    case 'CallExpression':
      return inCall(file, node, child);
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' && (isUnused(file, node.id.name) || localIsOptional(file, node.id.name));
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return 'ask around';
    default:
      return false;
  }
};

const isOptional = (file: Builder): boolean => {
  const outwards = file.around.toReversed();
  const compared = (index: number): boolean => outwards[index]?.type === 'BinaryExpression' || outwards[index]?.type === 'UnaryExpression';
  for (let index = 1; index < outwards.length; index += 1) {
    const [node, child] = [outwards[index], outwards[index - 1]];
    if (node === undefined || child === undefined) return false;
    const said = toldBy(file, node, child);
    // A comparison that no `if` looks at has an answer for nothing, too.
    if (said !== 'ask around') return said || (compared(index - 1) && node.type !== 'IfStatement');
  }
  return false;
};

/** Notes that a variable of the environment is read: `process.env.NAME`. */
export const readVariable = (file: Builder, node: Extract<Expression, { type: 'MemberExpression' }>): void => {
  if (!isEnvironment(node.object)) return;
  const key = node.property;
  const name = !node.computed && key.type === 'Identifier' ? key.name : key.type === 'Literal' && typeof key.value === 'string' ? key.value : null;
  if (name !== null) file.variables.push({ name, ...positionAt(file.starts, node.start), optional: isOptional(file) });
};

/** Notes a variable that a pattern takes: `const { NAME = 'x' } = process.env`. */
export const readTaken = (file: Builder, from: Value, { name, value, start }: { readonly name: string | null; readonly value: Node; readonly start: number }): void => {
  if (name === null || !isEnvironmentValue(from)) return;
  const optional = value.type === 'AssignmentPattern' || (value.type === 'Identifier' && localIsOptional(file, value.name));
  file.variables.push({ name, ...positionAt(file.starts, start), optional });
};

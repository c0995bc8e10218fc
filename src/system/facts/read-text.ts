import type { BinaryExpression, CallExpression, NewExpression, Node } from 'oxc-parser';
import type { Builder } from './builder.ts';
import { keyName } from './key-name.ts';
import { isNoted } from './noted-text.ts';
import { positionAt } from './position.ts';

const textOf = ({ text }: Builder, { start, end }: Node): string => text.slice(start, end);

/** The end of a name says more than its beginning: `Joi.string().required().default`. */
const shortened = (name: string): string => name.slice(-80);

/** `z.object({ … }).default` is `z.object().default`: what is handed over has names of its own. */
const chainOf = (node: Node): string => {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression':
      return `${chainOf(node.object)}.${keyName(node.property, node.computed) ?? ''}`;
    case 'CallExpression':
      return `${chainOf(node.callee)}()`;
    case 'AwaitExpression':
      return chainOf(node.argument);
    default:
      return '';
  }
};

const nameOf = (file: Builder, node: Node): string | undefined => {
  switch (node.type) {
    case 'Property':
      return node.value.type === 'AssignmentPattern' ? undefined : (keyName(node.key, node.computed) ?? textOf(file, node.key));
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return textOf(file, node.key);
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? node.id.name : textOf(file, node.id);
    case 'AssignmentExpression':
      return textOf(file, node.left);
    case 'AssignmentPattern':
      return node.left.type === 'Identifier' ? node.left.name : undefined;
    case 'CallExpression':
    case 'NewExpression':
      return chainOf(node.callee);
    default:
      return undefined;
  }
};

const calledName = ({ callee }: CallExpression): string => (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : callee.type === 'Identifier' ? callee.name : '');

const settingName = (node: Node | undefined): string | null => (node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

/** The second argument of whatever is asked for a setting: `config.get('X', …)`, `env('X', …)`. */
const isDefaultArgument = (call: CallExpression, node: Node): boolean =>
  call.arguments[1] === node && settingName(call.arguments[0]) !== null && /get|env|config|setting|option|param|default|variable|read|lookup/i.test(calledName(call));

const isFallback = (node: Node, parent: Node | undefined): boolean => {
  if (parent?.type === 'LogicalExpression') return parent.right === node && parent.operator !== '&&';
  if (parent?.type === 'AssignmentPattern') return true;
  return parent?.type === 'CallExpression' && (calledName(parent) === 'default' || isDefaultArgument(parent, node));
};

/** `X: Joi.string().default('…')`, `env.get('X').default('…')`. */
const defaulted = (file: Builder, call: CallExpression, outwards: readonly Node[]): string | null => {
  const asked = /\bget\w*\(\s*['"]([\w.]+)['"]\s*\)/.exec(textOf(file, call.callee))?.[1];
  const property = outwards.find(({ type }) => type === 'Property');
  return asked ?? (property?.type === 'Property' ? keyName(property.key, property.computed) : null);
};

const variableOf = (file: Builder, node: Node, outwards: readonly Node[]): string | null => {
  const [parent, outer] = outwards;
  if (parent?.type === 'LogicalExpression') return /(\w+)\W*$/.exec(textOf(file, parent.left))?.[1] ?? null;
  if (parent?.type === 'AssignmentPattern') return outer?.type === 'Property' ? keyName(outer.key, outer.computed) : null;
  if (parent?.type !== 'CallExpression') return null;
  return parent.arguments[0] === node ? defaulted(file, parent, outwards) : settingName(parent.arguments[0]);
};

/** `http://localhost:${process.env.ORDERS_PORT}`: of an address of this machine, the variable that holds its port. */
const portVariable = (file: Builder, node: Node, text: string): string | null =>
  /^(?:\w+:\/\/)?(?:localhost|127\.0\.0\.1):\{\}/.test(text) ? (/(?:localhost|127\.0\.0\.1):(?:\$\{|["'`]\s*\+)\s*(?:[\w.]*\.)?([A-Z][A-Z0-9_]*)\b/.exec(textOf(file, node))?.[1] ?? null) : null;

const isStatement = ({ type }: Node): boolean => type.endsWith('Statement') || type.endsWith('Declaration');

const isCall = (node: Node): node is CallExpression | NewExpression => node.type === 'CallExpression' || node.type === 'NewExpression';

/** Which argument of the nearest call the literal is part of, when nothing else has a name in between. */
const argumentIndex = (file: Builder, node: Node, outwards: readonly Node[]): number | null => {
  const nearest = outwards.findIndex((outer) => nameOf(file, outer) !== undefined);
  const call = outwards[nearest];
  if (call === undefined || !isCall(call)) return null;
  const path = new Set<Node>([node, ...outwards.slice(0, nearest)]);
  const index = call.arguments.findIndex((argument) => path.has(argument));
  return index === -1 ? null : index;
};

const isJoining = (node: Node | undefined): node is BinaryExpression => node?.type === 'BinaryExpression' && node.operator === '+';

const joined = new WeakMap<Node, readonly Node[]>();

/** What is joined, in a row. Each of its literals asks for it, and a row can be long. */
const leavesOf = (node: Node): readonly Node[] => {
  const before = joined.get(node);
  if (before !== undefined) return before;
  const found: Node[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isJoining(next)) open.push(next.right, next.left);
    else found.push(next);
  }
  joined.set(node, found);
  return found;
};

const leafText = (node: Node): string => {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.cooked ?? value.raw).join('{}') : '{}';
};

/** `'amqp://' + host + ':5672'` is one text, which its first literal stands for; null for the others. */
const whole = (node: Node, text: string, outwards: readonly Node[]): { readonly node: Node; readonly text: string; readonly outwards: readonly Node[] } | null => {
  const joining = outwards.findIndex((outer) => !isJoining(outer));
  const top = outwards.slice(0, joining === -1 ? outwards.length : joining).at(-1);
  if (top === undefined) return { node, text, outwards };
  const leaves = leavesOf(top);
  return leaves.find((leaf) => leafText(leaf) !== '{}') === node ? { node: top, text: leaves.map(leafText).join(''), outwards: outwards.slice(outwards.indexOf(top) + 1) } : null;
};

/** `port: 6379` and `port: Number(process.env.PORT ?? 6379)` in the object that the property stands in. */
const portBeside = (file: Builder, outwards: readonly Node[]): number | null => {
  const object = outwards.slice(0, 5).find(({ type }) => type === 'ObjectExpression');
  const ports = object?.type === 'ObjectExpression' ? object.properties.flatMap((one) => (one.type === 'Property' && keyName(one.key, one.computed) === 'port' ? [textOf(file, one.value)] : [])) : [];
  const [, port] = /(?:^|\D)(\d{2,5})\D*$/.exec(ports[0] ?? '') ?? [];
  return port === undefined ? null : Number(port);
};

/** `x === 'text'`, `case 'text':` */
const isCompared = (node: Node, parent: Node | undefined): boolean =>
  (parent?.type === 'BinaryExpression' && parent.operator !== '+') || (parent?.type === 'SwitchCase' && parent.test === node);

const isKey = (node: Node, parent: Node | undefined): boolean => parent?.type === 'MemberExpression' && parent.property === node;

/** Notes a literal that may matter, with what stands around it. */
export const readText = (file: Builder, literal: Node, part: string): void => {
  const found = whole(literal, part, file.around.filter((one) => one !== literal).toReversed());
  if (found === null) return;
  const { node, text, outwards } = found;
  if (isKey(node, outwards[0])) return;
  const end = outwards.findIndex(isStatement);
  const expression = outwards.slice(0, end === -1 ? outwards.length : end);
  const within = expression.flatMap((outer) => nameOf(file, outer) ?? []).slice(0, 5).map(shortened);
  const fallback = isFallback(node, outwards[0]);
  const variable = fallback ? variableOf(file, node, outwards) : portVariable(file, node, text);
  if (!isNoted(text, variable === null ? within : [variable, ...within])) return;
  file.texts.push({ text, ...positionAt(file.starts, literal.start), fallback, variable, within, argument: argumentIndex(file, node, expression), port: portBeside(file, expression), compared: isCompared(node, outwards[0]) });
};

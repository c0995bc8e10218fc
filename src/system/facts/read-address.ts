import type { Node } from 'oxc-parser';
import type { Builder } from './builder.ts';
import { keyName } from './key-name.ts';
import { positionAt } from './position.ts';

const address = /^(?:(?:https?|wss?|grpc|tcp):\/\/[\w-]|(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(?:\/|$)|[a-z][\w-]+:\d{2,5}(?:\/|$))/i;

const textOf = ({ text }: Builder, { start, end }: Node): string => text.slice(start, end);

const nameOf = (file: Builder, node: Node): string | undefined => {
  switch (node.type) {
    case 'Property':
      return node.value.type === 'AssignmentPattern' ? undefined : textOf(file, node.key);
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return textOf(file, node.key);
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? node.id.name : textOf(file, node.id);
    case 'AssignmentPattern':
      return node.left.type === 'Identifier' ? node.left.name : undefined;
    case 'CallExpression':
    case 'NewExpression':
      return textOf(file, node.callee);
    default:
      return undefined;
  }
};

const isFallback = (node: Node, parent: Node | undefined): boolean => {
  if (parent?.type === 'LogicalExpression') return parent.right === node && parent.operator !== '&&';
  if (parent?.type === 'AssignmentPattern') return true;
  if (parent?.type !== 'CallExpression') return false;
  const { callee } = parent;
  return callee.type === 'MemberExpression' && ((callee.property.type === 'Identifier' && callee.property.name === 'default') || parent.arguments[1] === node);
};

const variableOf = (file: Builder, node: Node, [parent, outer]: readonly Node[]): string | null => {
  if (parent?.type === 'LogicalExpression') return /(\w+)\W*$/.exec(textOf(file, parent.left))?.[1] ?? null;
  if (parent?.type === 'AssignmentPattern') return outer?.type === 'Property' ? keyName(outer.key, outer.computed) : null;
  const first = parent?.type === 'CallExpression' ? parent.arguments[0] : undefined;
  return first?.type === 'Literal' && first !== node && typeof first.value === 'string' ? first.value : null;
};

const isStatement = ({ type }: Node): boolean => type.endsWith('Statement') || type.endsWith('Declaration');

/** Notes a literal that looks like an address, with what stands around it. */
export const readAddress = (file: Builder, node: Node, text: string): void => {
  if (!address.test(text)) return;
  const outwards = file.around.filter((one) => one !== node).toReversed();
  const end = outwards.findIndex(isStatement);
  const names = outwards.slice(0, end === -1 ? outwards.length : end).flatMap((outer) => nameOf(file, outer) ?? []);
  const fallback = isFallback(node, outwards[0]);
  const variable = fallback ? variableOf(file, node, outwards) : null;
  file.addresses.push({ text, ...positionAt(file.starts, node.start), fallback, variable, within: names.slice(0, 4).map((name) => name.slice(0, 80)) });
};

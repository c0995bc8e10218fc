import type { Expression, IfStatement, Node, Statement, SwitchStatement, TryStatement } from 'oxc-parser';
import type { Place } from './builder.ts';
import type { Arm } from './file-facts.ts';

/** How an arm ends, when it leaves what is around it. */
const leaving = (node: Statement | null): Arm['leaves'] => {
  if (node === null) return null;
  if (node.type === 'BlockStatement') return leaving(node.body.at(-1) ?? null);
  if (node.type === 'ThrowStatement') return 'throw';
  return node.type === 'ReturnStatement' || node.type === 'ContinueStatement' || node.type === 'BreakStatement' ? 'return' : null;
};

const rootName = (node: Expression): string | null => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  return node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression' || node.type === 'TSNonNullExpression' ? rootName(node.expression) : null;
};

const isNothing = (node: Node): boolean => (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');

/** The variable that a condition says is not there: `!order`, `order === null`. */
const missing = (test: Expression): string | null => {
  if (test.type === 'ParenthesizedExpression') return missing(test.expression);
  if (test.type === 'UnaryExpression' && test.operator === '!') return rootName(test.argument);
  return test.type === 'BinaryExpression' && /^===?$/.test(test.operator) && isNothing(test.right) && test.left.type !== 'PrivateIdentifier' ? rootName(test.left) : null;
};

const inArm = (place: Place, arm: Arm): Place => ({ ...place, arms: [...place.arms, arm] });

/** Both arms of an `if`, each with its place. */
export const armsOfIf = (node: IfStatement, place: Place): readonly (readonly [Node | null, Place])[] => {
  const arm = (which: string, body: Statement | null, lacks: string | null): readonly [Node | null, Place] => [body, inArm(place, { branch: node.start, arm: which, leaves: leaving(body), lacks })];
  return [[node.test, place], arm('then', node.consequent, missing(node.test)), arm('else', node.alternate, rootName(node.test))];
};

/** What is tried, what is done when it fails, and what is done at the end. */
export const armsOfTry = (node: TryStatement, place: Place): readonly (readonly [Node | null, Place])[] => {
  const arm = (which: string, part: Node | null, body: Statement | null): readonly [Node | null, Place] => [part, inArm(place, { branch: node.start, arm: which, leaves: leaving(body), lacks: null })];
  return [arm('try', node.block, null), arm('catch', node.handler, node.handler?.body ?? null), arm('finally', node.finalizer, null)];
};

/** The cases of a `switch`; one that runs on into the next counts as one of its own. */
export const armsOfSwitch = (node: SwitchStatement, place: Place): readonly (readonly [Node | null, Place])[] => [
  [node.discriminant, place],
  ...node.cases.map((one): readonly [Node | null, Place] => [one, inArm(place, { branch: node.start, arm: `case ${one.start}`, leaves: leaving(one.consequent.at(-1) ?? null) === 'throw' ? 'throw' : null, lacks: null })]),
];

import type { DoWhileStatement, ForStatement, Node, WhileStatement } from 'oxc-parser';
import type { RetryLoop } from './file-facts.ts';
import { lineAt, positionAt } from './position.ts';

type Loop = ForStatement | WhileStatement | DoWhileStatement;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

const isFunction = ({ type }: Node): boolean => /Function/.test(type);

/** Whether a node or one in it, functions aside, is what is looked for. */
const holds = (node: Node, wanted: (node: Node) => boolean): boolean =>
  wanted(node) || Object.values(node).flat().some((child: unknown) => isNode(child) && !isFunction(child) && holds(child, wanted));

const leaves = ({ type }: Node): boolean => type === 'ReturnStatement' || type === 'BreakStatement' || type === 'ThrowStatement';

/** What is tried leaves the loop when it succeeds, and stays when it fails. */
const triesAgain = (body: Node): boolean =>
  holds(body, (node) => node.type === 'TryStatement' && node.handler !== null && holds(node.block, ({ type }) => type === 'ReturnStatement' || type === 'BreakStatement') && !node.handler.body.body.some(leaves));

const counts = /[<>]|--|\+\+/;
const waiting = /sleep|delay|settimeout|wait(?!\s)|backoff|pause/i;

/** A loop that tries something until it succeeds; null for any other loop. */
export const retryLoopIn = (text: string, starts: readonly number[], node: Loop): Omit<RetryLoop, 'inside'> | null => {
  if (!triesAgain(node.body)) return null;
  const condition = node.test === null ? '' : text.slice(node.test.start, node.test.end);
  const body = text.slice(node.body.start, node.body.end);
  const givesUp = holds(node.body, (one) => one.type === 'CatchClause' && holds(one, leaves));
  return { ...positionAt(starts, node.start), end: lineAt(starts, node.end), bounded: counts.test(condition) || givesUp, waits: waiting.test(body.replaceAll(/\bawait\b/g, '')) };
};

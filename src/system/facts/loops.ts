import type { DoWhileStatement, ForStatement, Node, WhileStatement } from 'oxc-parser';

/** Calls that keep a function for later: a route, a listener, a timer. */
const keepers = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'route', 'on', 'once', 'addListener', 'addEventListener', 'subscribe', 'consume', 'process', 'register', 'handle', 'schedule', 'setInterval']);

const calledName = (node: Node): string => {
  const callee = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : null;
  if (callee?.type === 'Identifier') return callee.name;
  return callee?.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
};

/** Whether a function that is made in a loop is kept there and runs later: as an entry of an object, or handed to who keeps it. */
export const runsLater = (parent: Node | undefined): boolean =>
  parent !== undefined && (parent.type === 'Property' || parent.type === 'AssignmentExpression' || keepers.has(calledName(parent)));

/** Whether a loop runs once for each element of something; trying again, polling, paging and counting to a number do not. */
export const goesThrough = (text: string, { type, test }: ForStatement | WhileStatement | DoWhileStatement): boolean => {
  const condition = test === null ? '' : text.slice(test.start, test.end);
  if (/\.(?:length|size)\b|\.(?:shift|pop|next)\(/.test(condition)) return true;
  return type === 'ForStatement' && /[<>]=?\s*\w/.test(condition) && !/[<>]=?\s*[\d_]+\s*$|retr|attempt|tries|max/i.test(condition);
};

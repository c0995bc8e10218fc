import { ts } from 'ts-morph';
import type { Finding } from '../rule.ts';

/** The innermost call whose callee stands at a place. */
export const callAt = (source: ts.SourceFile, { line, column }: Finding['location']): ts.CallExpression | null => {
  const start = source.getLineStarts()[line - 1];
  if (start === undefined) return null;
  const position = start + column - 1;
  let found: ts.CallExpression | null = null;
  const visit = (node: ts.Node): void => {
    if (position < node.getStart() || position >= node.getEnd()) return;
    if (ts.isCallExpression(node) && position < node.expression.getEnd()) found = node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

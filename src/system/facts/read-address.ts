import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';

const address = /^(?:(?:https?|wss?|grpc|tcp):\/\/[\w-]|(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?(?:\/|$)|[a-z][\w-]+:\d{2,5}(?:\/|$))/i;

const nameOf = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) || ts.isParameter(node)) return node.name.getText();
  return ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : undefined;
};

const isFallback = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return parent.right === node && [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(parent.operatorToken.kind);
  if (ts.isParameter(parent) || ts.isBindingElement(parent)) return true;
  return ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression) && (parent.expression.name.text === 'default' || parent.arguments.indexOf(node as ts.Expression) === 1);
};

const variableOf = ({ parent }: ts.Node): string | null => {
  if (ts.isBinaryExpression(parent)) return /(\w+)\W*$/.exec(parent.left.getText())?.[1] ?? null;
  if (ts.isBindingElement(parent)) return (parent.propertyName ?? parent.name).getText();
  const [first] = ts.isCallExpression(parent) ? parent.arguments : [];
  return first !== undefined && ts.isStringLiteral(first) ? first.text : null;
};

/** Notes a literal that looks like an address, with what stands around it. */
export const readAddress = (file: Builder, node: ts.Node, text: string): void => {
  if (!address.test(text)) return;
  const within: string[] = [];
  for (let outer = node.parent; outer !== undefined && within.length < 4 && !ts.isStatement(outer); outer = outer.parent) {
    const name = nameOf(outer);
    if (name !== undefined) within.push(name.slice(0, 80));
  }
  const { line, character } = file.source.getLineAndCharacterOfPosition(node.getStart(file.source));
  const fallback = isFallback(node);
  file.addresses.push({ text, line: line + 1, column: character + 1, fallback, variable: fallback ? variableOf(node) : null, within });
};

import type { ArrayExpression, Expression, ObjectExpression, TemplateLiteral } from 'oxc-parser';
import { lineOf, within, type Builder, type Place } from './builder.ts';
import { keyName } from './key-name.ts';
import { readText } from './read-text.ts';
import { unknown, type Value } from './value.ts';

export const readLiteral = (file: Builder, node: Extract<Expression, { type: 'Literal' }>): Value => {
  const line = lineOf(file, node);
  if ('regex' in node || 'bigint' in node) return unknown(line, 'the expression is computed');
  if (typeof node.value === 'string') readText(file, node, node.value);
  return { kind: 'literal', line, value: node.value };
};

export const readTemplate = (file: Builder, node: TemplateLiteral, place: Place): Value => {
  const line = lineOf(file, node);
  const texts = node.quasis.map(({ value }) => value.cooked ?? value.raw);
  const [head = ''] = texts;
  if (node.expressions.length === 0) {
    readText(file, node, head);
    return { kind: 'literal', line, value: head };
  }
  readText(file, node, texts.join('{}'));
  const literal = (value: string | undefined): readonly Value[] => (value === undefined || value === '' ? [] : [{ kind: 'literal', line, value }]);
  const spans = node.expressions.flatMap((expression, index) => [file.read.expression(file, expression, place), ...literal(texts[index + 1])]);
  return { kind: 'concat', line, parts: [...literal(head), ...spans] };
};

const shortest = 3;

export const readArray = (file: Builder, node: ArrayExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const items = node.elements.map((item) => (item === null ? unknown(line, 'the item is left out') : file.read.expression(file, item.type === 'SpreadElement' ? item.argument : item, place)));
  const value: Value = { kind: 'array', line, items };
  const isWhole = node.elements.every((item) => item?.type !== 'SpreadElement');
  if (isWhole && items.length > 0 && items.length <= shortest) file.short.add(value);
  return value;
};

export const readObject = (file: Builder, node: ObjectExpression, place: Place): Value => {
  const entries: (readonly [string, Value])[] = [];
  const spreads: Value[] = [];
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      spreads.push(file.read.expression(file, property.argument, place));
      continue;
    }
    const { key, computed, method, kind, value: node } = property;
    const name = keyName(key, computed);
    if (name === null && key.type !== 'PrivateIdentifier') file.read.expression(file, key, place);
    const isFunction = (method || kind !== 'init') && node.type === 'FunctionExpression';
    const line = lineOf(file, property);
    const value: Value = isFunction
      ? { kind: 'function', line, id: file.read.function(file, { node, name, line, decorators: [], isMethod: method }, place) }
      : within(file, property, () => file.read.expression(file, node, place));
    if (name !== null) entries.push([name, value]);
  }
  return { kind: 'object', line: lineOf(file, node), entries, spreads };
};

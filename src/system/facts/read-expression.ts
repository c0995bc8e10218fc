import { ts } from 'ts-morph';
import { lineOf, type Builder, type Place } from './builder.ts';
import { readAddress } from './read-address.ts';
import { readClass } from './read-class.ts';
import { readFunction } from './read-function.ts';
import { unknown, type Value } from './value.ts';

/** Every expression of a file passes here once; calls and functions in it are entered in the file's lists. */
export const readExpression = (file: Builder, node: ts.Expression, place: Place): Value => {
  const known = file.seen.get(node);
  if (known !== undefined) return known;
  const value = read(file, node, place);
  file.seen.set(node, value);
  return value;
};

const read = (file: Builder, node: ts.Expression, place: Place): Value => {
  const line = lineOf(file, node);
  if (ts.isStringLiteralLike(node)) {
    readAddress(file, node, node.text);
    return { kind: 'literal', line, value: node.text };
  }
  if (ts.isNumericLiteral(node)) return { kind: 'literal', line, value: Number(node.text) };
  if (ts.isIdentifier(node)) {
    file.used.add(node.text);
    return { kind: 'reference', line, name: node.text };
  }
  if (ts.isPropertyAccessExpression(node)) return { kind: 'member', line, of: readExpression(file, node.expression, place), name: node.name.text };
  if (ts.isElementAccessExpression(node)) return readElement(file, node, place);
  if (ts.isTemplateExpression(node)) return readTemplate(file, node, place);
  if (ts.isBinaryExpression(node)) return readBinary(file, node, place);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return readCall(file, node, place);
  if (ts.isObjectLiteralExpression(node)) return readObject(file, node, place);
  if (ts.isArrayLiteralExpression(node)) return { kind: 'array', line, items: node.elements.map((item) => readExpression(file, ts.isSpreadElement(item) ? item.expression : item, place)) };
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { kind: 'function', line, id: readFunction(file, node, place) };
  if (ts.isClassExpression(node)) return { kind: 'class', line, id: readClass(file, node, place) };
  return readKeyword(file, node, place);
};

const wrapped = (node: ts.Expression): ts.Expression | undefined => {
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isAsExpression(node)) return node.expression;
  if (ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node) || ts.isTypeAssertionExpression(node)) return node.expression;
  return undefined;
};

const readKeyword = (file: Builder, node: ts.Expression, place: Place): Value => {
  const line = lineOf(file, node);
  const inner = wrapped(node);
  if (inner !== undefined) return readExpression(file, inner, place);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return { kind: 'this', line };
  if (node.kind === ts.SyntaxKind.SuperKeyword) return { kind: 'member', line, of: { kind: 'this', line }, name: 'super' };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'literal', line, value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'literal', line, value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'literal', line, value: null };
  if (ts.isConditionalExpression(node)) {
    readExpression(file, node.condition, place);
    return { kind: 'either', line, options: [readExpression(file, node.whenTrue, place), readExpression(file, node.whenFalse, place)] };
  }
  if (ts.isMetaProperty(node)) return { kind: 'reference', line, name: 'import.meta' };
  ts.forEachChild(node, (child) => {
    if (ts.isExpression(child)) readExpression(file, child, place);
  });
  return unknown(line, 'the expression is computed');
};

const readElement = (file: Builder, node: ts.ElementAccessExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const of = readExpression(file, node.expression, place);
  const key = readExpression(file, node.argumentExpression, place);
  return key.kind === 'literal' ? { kind: 'member', line, of, name: String(key.value) } : { kind: 'element', line, of, key };
};

const readTemplate = (file: Builder, node: ts.TemplateExpression, place: Place): Value => {
  const line = lineOf(file, node);
  readAddress(file, node, `${node.head.text}{}`);
  const text = (value: string): readonly Value[] => (value === '' ? [] : [{ kind: 'literal', line, value }]);
  const spans = node.templateSpans.flatMap((span) => [readExpression(file, span.expression, place), ...text(span.literal.text)]);
  return { kind: 'concat', line, parts: [...text(node.head.text), ...spans] };
};

const readBinary = (file: Builder, node: ts.BinaryExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const [left, right] = [readExpression(file, node.left, place), readExpression(file, node.right, place)];
  const operator = node.operatorToken.kind;
  if (operator === ts.SyntaxKind.PlusToken) return { kind: 'concat', line, parts: [left, right] };
  if (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken) return { kind: 'either', line, options: [left, right] };
  if (operator === ts.SyntaxKind.EqualsToken) {
    assign(file, { left, right, place });
    return right;
  }
  return operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.CommaToken ? right : unknown(line, 'the expression is computed');
};

interface Assignment {
  readonly left: Value;
  readonly right: Value;
  readonly place: Place;
}

/** `x = …` gives a variable without an initial value its value; `this.x = …` a property; `module.exports = …` the exports. */
const assign = (file: Builder, { left, right, place }: Assignment): void => {
  if (left.kind === 'reference') {
    let scope: number | null = place.inside;
    while (scope !== null) {
      const draft: Builder['functions'][number] | undefined = file.functions[scope];
      const known: Value | undefined = draft?.locals.get(left.name);
      if (known?.kind === 'unknown' || (known?.kind === 'literal' && known.value === null)) draft?.locals.set(left.name, right);
      scope = known === undefined ? (draft?.parent ?? null) : null;
    }
  }
  if (left.kind === 'member') assignMember(file, { left, right, place }, left);
};

const assignMember = (file: Builder, { right, place }: Assignment, left: Extract<Value, { kind: 'member' }>): void => {
  const { of, name } = left;
  if (of.kind === 'this' && place.class !== null) {
    const properties = file.classes[place.class]?.properties;
    const known = properties?.get(name);
    if (known?.value == null) properties?.set(name, { value: right, inside: place.inside, type: known?.type ?? null, decorators: known?.decorators ?? [] });
  }
  if (of.kind === 'reference' && of.name === 'module' && name === 'exports') file.exports.set('=', right);
  if (of.kind === 'reference' && of.name === 'exports') file.exports.set(name, right);
  if (of.kind === 'member' && of.name === 'exports' && of.of.kind === 'reference' && of.of.name === 'module') file.exports.set(name, right);
};

const iterators = new Set(['map', 'forEach', 'flatMap', 'filter', 'reduce', 'some', 'every', 'find']);

const readCall = (file: Builder, node: ts.CallExpression | ts.NewExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const callee: Value = isImport ? { kind: 'reference', line, name: 'require' } : readExpression(file, node.expression, place);
  const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  const { line: row, character } = file.source.getLineAndCharacterOfPosition(name.getStart(file.source));
  const types = (node.typeArguments ?? []).flatMap((type) => (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? [type.typeName.text] : []));
  const call = file.calls.push({ callee, args: [], isNew: ts.isNewExpression(node), inside: place.inside, line: row + 1, column: character + 1, inLoop: place.inLoop, chain: [], types }) - 1;
  const loops = callee.kind === 'member' && iterators.has(callee.name);
  const [first] = node.arguments ?? [];
  if (callee.kind === 'reference' && callee.name === 'require' && first !== undefined && ts.isStringLiteralLike(first)) {
    file.imports.push({ specifier: first.text, typeOnly: false, names: ['*'], line: row + 1, column: character + 1 });
  }
  const args = (node.arguments ?? []).map((arg) => readExpression(file, ts.isSpreadElement(arg) ? arg.expression : arg, loops ? { ...place, inLoop: true } : place));
  file.calls[call]?.args.push(...args);
  args.forEach((arg, index) => {
    const draft = arg.kind === 'function' ? file.functions[arg.id] : undefined;
    if (draft !== undefined) draft.argumentOf = [call, index];
  });
  if (callee.kind === 'member') enterChain(file, callee, call);
  return { kind: 'call', line, call };
};

/** `a().b().c()`: both `b` and `c` are called on what `a` gives. */
const enterChain = (file: Builder, { of, name }: Extract<Value, { kind: 'member' }>, call: number): void => {
  for (let inner = of; inner.kind === 'call'; ) {
    const draft = file.calls[inner.call];
    draft?.chain.push({ name, call });
    if (draft?.callee.kind !== 'member') return;
    inner = draft.callee.of;
  }
};

const readObject = (file: Builder, node: ts.ObjectLiteralExpression, place: Place): Value => {
  const entries: (readonly [string, Value])[] = [];
  const spreads: Value[] = [];
  for (const property of node.properties) {
    const name = property.name === undefined || ts.isComputedPropertyName(property.name) ? null : property.name.text;
    if (ts.isSpreadAssignment(property)) spreads.push(readExpression(file, property.expression, place));
    else if (ts.isPropertyAssignment(property)) {
      const value = readExpression(file, property.initializer, place);
      if (name !== null) entries.push([name, value]);
    } else if (ts.isShorthandPropertyAssignment(property)) entries.push([property.name.text, readExpression(file, property.name, place)]);
    else if (name !== null) entries.push([name, { kind: 'function', line: lineOf(file, property), id: readFunction(file, property, place) }]);
  }
  return { kind: 'object', line: lineOf(file, node), entries, spreads };
};

import type { BinaryExpression, Expression, MemberExpression, Node, PrivateIdentifier, PrivateInExpression } from 'oxc-parser';
import { lineOf, within, type Builder, type FunctionSyntax, type Place } from './builder.ts';
import { runsLater } from './loops.ts';
import { readAssignment } from './read-assignment.ts';
import { readCall, readImportCall, readTagged } from './read-call.ts';
import { readJsx } from './read-jsx.ts';
import { readArray, readLiteral, readObject, readTemplate } from './read-literal.ts';
import { readVariable } from './read-variable.ts';
import { unknown, type Value } from './value.ts';

/** Every expression of a file passes here once; calls and functions in it are entered in the file's lists. */
export const readExpression = (file: Builder, node: Expression, place: Place): Value => {
  if (node.type === 'Identifier') {
    file.used.add(node.name);
    return { kind: 'reference', line: lineOf(file, node), name: node.name };
  }
  return node.type === 'Literal' ? readLiteral(file, node) : within(file, node, () => readNested(file, node, place));
};

type Nested = Exclude<Expression, { type: 'Identifier' | 'Literal' }>;

const readNested = (file: Builder, node: Nested, place: Place): Value => {
  const line = lineOf(file, node);
  switch (node.type) {
    case 'MemberExpression':
      return readMember(file, node, place);
    case 'CallExpression':
    case 'NewExpression':
      return readCall(file, node, place);
    case 'ImportExpression':
      return readImportCall(file, node, place);
    case 'TaggedTemplateExpression':
      return readTagged(file, node, place);
    case 'TemplateLiteral':
      return readTemplate(file, node, place);
    case 'ObjectExpression':
      return readObject(file, node, place);
    case 'ArrayExpression':
      return readArray(file, node, place);
    case 'AssignmentExpression':
      return readAssignment(file, node, place);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return { kind: 'function', line, id: file.read.function(file, { node, name: functionName(file, node), line, decorators: [], isMethod: false }, runsLater(file.around.at(-2)) ? { ...place, inLoop: false } : place) };
    case 'ClassExpression':
      return { kind: 'class', line, id: file.read.class(file, node, place) };
    case 'JSXElement':
    case 'JSXFragment':
      readJsx(file, node, place);
      return unknown(line, 'the expression is computed');
    default:
      return readOperator(file, node, place);
  }
};

/** `const f = () => …` is called f. */
const functionName = ({ around }: Builder, { id }: FunctionSyntax['node']): string | null => {
  const outer = around.at(-2);
  return id?.name ?? (outer?.type === 'VariableDeclarator' && outer.id.type === 'Identifier' ? outer.id.name : null);
};

const readMember = (file: Builder, node: MemberExpression, place: Place): Value => {
  const line = lineOf(file, node);
  readVariable(file, node);
  const of = file.read.expression(file, node.object, place);
  if (!node.computed) return { kind: 'member', line, of, name: node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name };
  const key = file.read.expression(file, node.property, place);
  return key.kind === 'literal' ? { kind: 'member', line, of, name: String(key.value) } : { kind: 'element', line, of, key };
};

const readOperator = (file: Builder, node: Nested, place: Place): Value => {
  const line = lineOf(file, node);
  const read = (inner: Expression): Value => file.read.expression(file, inner, place);
  switch (node.type) {
    case 'AwaitExpression':
      return read(node.argument);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return read(node.expression);
    case 'ThisExpression':
      return { kind: 'this', line };
    case 'Super':
      return { kind: 'member', line, of: { kind: 'this', line }, name: 'super' };
    case 'MetaProperty':
      return { kind: 'reference', line, name: 'import.meta' };
    case 'ConditionalExpression':
      read(node.test);
      return { kind: 'either', line, options: [read(node.consequent), read(node.alternate)] };
    case 'LogicalExpression': {
      const [left, right] = [read(node.left), read(node.right)];
      return node.operator === '&&' ? right : { kind: 'either', line, options: [left, right] };
    }
    case 'SequenceExpression':
      return node.expressions.map(read).at(-1) ?? unknown(line, 'the expression is computed');
    default:
      return readRest(file, node, place);
  }
};

/** `+` puts text together; what other operators give is computed, but what they are given counts. */
const readRest = (file: Builder, node: Nested, place: Place): Value => {
  const line = lineOf(file, node);
  const parts = operandsOf(node).map((operand) => file.read.expression(file, operand, place));
  return node.type === 'BinaryExpression' && node.operator === '+' ? { kind: 'concat', line, parts } : unknown(line, 'the expression is computed');
};

/** `a + b + c` nests to the left as deep as it is long: its operands in a row. */
const rowOf = (node: BinaryExpression | PrivateInExpression): readonly Expression[] => {
  const fromRight: Expression[] = [];
  let rest: Expression | PrivateIdentifier = node;
  while (rest.type === 'BinaryExpression' && rest.operator === node.operator) {
    fromRight.push(rest.right);
    rest = rest.left;
  }
  return [...(rest.type === 'PrivateIdentifier' ? [] : [rest]), ...fromRight.toReversed()];
};

const operandsOf = (node: Node): readonly Expression[] => {
  switch (node.type) {
    case 'BinaryExpression':
      return rowOf(node);
    case 'UnaryExpression':
    case 'UpdateExpression':
      return [node.argument];
    case 'YieldExpression':
      return node.argument === null ? [] : [node.argument];
    default:
      return [];
  }
};

import type { AssignmentExpression, AssignmentTarget, AssignmentTargetMaybeDefault } from 'oxc-parser';
import { lineOf, type Builder, type Place } from './builder.ts';
import { keyName } from './key-name.ts';
import { unknown, type Value } from './value.ts';

interface Assignment {
  readonly left: Value;
  readonly right: Value;
  readonly place: Place;
}

type Pattern = Extract<AssignmentTarget, { type: 'ArrayPattern' | 'ObjectPattern' }>;

const isPattern = (target: AssignmentTarget): target is Pattern => target.type === 'ArrayPattern' || target.type === 'ObjectPattern';

/** Names of the parts of a value and what each is assigned to: `({ connection, channel: this.channel } = …)`. */
const partsOf = (pattern: Pattern): readonly (readonly [name: string, target: AssignmentTargetMaybeDefault])[] => {
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((element, index) => (element === null || element.type === 'RestElement' ? [] : [[String(index), element] as const]));
  return pattern.properties.flatMap((property) => {
    const name = property.type === 'RestElement' ? null : keyName(property.key, property.computed);
    return property.type === 'RestElement' || name === null ? [] : [[name, property.value] as const];
  });
};

/** `x = …` gives a variable without an initial value its value; `this.x = …` a property; `module.exports = …` the exports. */
export const readAssignment = (file: Builder, node: AssignmentExpression, place: Place): Value => {
  const line = lineOf(file, node);
  const left = isPattern(node.left) ? unknown(line, 'several are assigned at once') : file.read.expression(file, node.left, place);
  const right = file.read.expression(file, node.right, place);
  if (!['=', '??=', '||='].includes(node.operator)) return unknown(line, 'the expression is computed');
  if (isPattern(node.left)) assignParts(file, node.left, { right, place });
  else assign(file, { left, right, place });
  return node.operator === '=' ? right : { kind: 'either', line, options: [left, right] };
};

const assignParts = (file: Builder, pattern: Pattern, { right, place }: Omit<Assignment, 'left'>): void => {
  for (const [name, part] of partsOf(pattern)) {
    const target = part.type === 'AssignmentPattern' ? part.left : part;
    const of: Value = { kind: 'member', line: right.line, of: right, name };
    if (isPattern(target)) assignParts(file, target, { right: of, place });
    else assign(file, { left: file.read.expression(file, target, place), right: of, place });
  }
};

const assign = (file: Builder, { left, right, place }: Assignment): void => {
  if (left.kind === 'reference') assignVariable(file, { left, right, place }, left.name);
  if (left.kind === 'member') assignMember(file, { left, right, place }, left);
  // `this[producer] = …`: a member by what its name is called here.
  if (left.kind === 'element' && left.of.kind === 'this' && left.key.kind === 'reference') assignMember(file, { left, right, place }, { ...left, kind: 'member', name: `[${left.key.name}]` });
  if ((left.kind === 'element' && isKept(right)) || (left.kind === 'member' && left.of.kind !== 'this' && (isKept(right) || left.name === 'timeout'))) file.writes.push({ of: left.of, name: left.kind === 'member' ? left.name : null, value: right, inside: place.inside });
};

/** What a name may be kept for: anything but plain data. How long a client waits is told by data, too. */
const isKept = ({ kind }: Value): boolean => !['literal', 'concat', 'array', 'unknown'].includes(kind);

const isNothing = (value: Value | null | undefined): boolean => value == null || value.kind === 'unknown' || (value.kind === 'literal' && value.value === null);

/** A call, a function and a class know themselves where they stand; a name has to be told. */
const seenFrom = (scope: number, right: Value, { inside }: Place): Value =>
  (scope === inside || ['call', 'function', 'class', 'literal'].includes(right.kind) ? right : { kind: 'within', line: right.line, of: right, inside });

const assignVariable = (file: Builder, { right, place }: Assignment, name: string): void => {
  let scope: number | null = place.inside;
  while (scope !== null) {
    const draft: Builder['functions'][number] | undefined = file.functions[scope];
    const known: Value | undefined = draft?.locals.get(name);
    if (known !== undefined && isNothing(known)) draft?.locals.set(name, seenFrom(scope, right, place));
    scope = known === undefined ? (draft?.parent ?? null) : null;
  }
};

const assignMember = (file: Builder, { right, place }: Assignment, { of, name }: Extract<Value, { kind: 'member' }>): void => {
  if (of.kind === 'this' && place.class !== null) {
    const properties = file.classes[place.class]?.properties;
    const known = properties?.get(name);
    if (isNothing(known?.value) && !(known?.value != null && isNothing(right))) properties?.set(name, { value: right, inside: place.inside, type: known?.type ?? null, decorators: known?.decorators ?? [] });
  }
  if (of.kind === 'reference' && of.name === 'module' && name === 'exports') file.exports.set('=', right);
  if (of.kind === 'reference' && of.name === 'exports') file.exports.set(name, right);
  if (of.kind === 'member' && of.name === 'exports' && of.of.kind === 'reference' && of.of.name === 'module') file.exports.set(name, right);
};

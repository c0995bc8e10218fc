import type { TSEnumDeclaration, TSEnumMember } from 'oxc-parser';
import { lineOf, within, type Builder, type Place } from './builder.ts';
import { unknown, type Value } from './value.ts';

const nameOf = ({ id }: TSEnumMember): string => {
  if (id.type === 'Identifier') return id.name;
  return id.type === 'Literal' ? id.value : (id.quasis[0]?.value.raw ?? '');
};

/** A member without a value is one more than the one before it. */
const counted = (line: number, before: Value | undefined): Value => {
  if (before === undefined) return { kind: 'literal', line, value: 0 };
  return before.kind === 'literal' && typeof before.value === 'number' ? { kind: 'literal', line, value: before.value + 1 } : unknown(line, 'the number is computed');
};

/** An enum is an object of constants. */
export const readEnum = (file: Builder, node: TSEnumDeclaration, place: Place): Value => {
  const entries: (readonly [string, Value])[] = [];
  within(file, node, () => {
    for (const member of node.body.members) {
      const line = lineOf(file, member);
      const value = member.initializer === null ? counted(line, entries.at(-1)?.[1]) : file.read.expression(file, member.initializer, place);
      entries.push([nameOf(member), value]);
    }
  });
  return { kind: 'object', line: lineOf(file, node), entries, spreads: [] };
};

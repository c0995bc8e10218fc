import type { Node, Program, TSSignature, TSType } from 'oxc-parser';
import { lineOf, type Builder } from './builder.ts';
import { keyName } from './key-name.ts';
import { readType } from './read-type.ts';
import type { Value } from './value.ts';

const signatures = (file: Builder, members: readonly TSSignature[], line: number): Value => ({
  kind: 'object', line, spreads: [],
  entries: members.flatMap((member) => {
    if (member.type !== 'TSPropertySignature' || member.typeAnnotation === null || member.typeAnnotation === undefined) return [];
    const name = keyName(member.key, member.computed);
    const type = typeIn(file, member.typeAnnotation.typeAnnotation);
    return name === null || type === null ? [] : [[name, type] as const];
  }),
});

/** The class or interface that a type names, or the members that it lists. */
const typeIn = (file: Builder, type: TSType): Value | null => (type.type === 'TSTypeLiteral' ? signatures(file, type.members, lineOf(file, type)) : readType(file, type));

const declared = (node: Node | null): Node | null => (node?.type === 'ExportNamedDeclaration' || node?.type === 'ExportDefaultDeclaration' ? node.declaration : node);

/** What the members of interfaces and of types are, as far as that is a class, an interface or again members; types that a value tells, and other names of types. */
export const readShapes = (file: Builder, { body }: Program): ReadonlyMap<string, Value> => {
  const found = body.map(declared).flatMap((node): readonly (readonly [string, Value | null])[] => {
    if (node?.type === 'TSInterfaceDeclaration') return [[node.id.name, signatures(file, node.body.body, lineOf(file, node))]];
    return node?.type === 'TSTypeAliasDeclaration' ? [[node.id.name, typeIn(file, node.typeAnnotation)]] : [];
  });
  return new Map(found.flatMap(([name, value]) => ((value?.kind === 'object' && value.entries.length > 0) || value?.kind === 'typed' || value?.kind === 'reference' ? [[name, value] as const] : [])));
};

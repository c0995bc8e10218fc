import { ts } from 'ts-morph';
import { addImport, addMember, anchorGone, find, parse, splice } from '../../edits/source.ts';

type List = 'routes' | 'events';
type ListProperty = ts.PropertyAssignment & { readonly initializer: ts.ObjectLiteralExpression };

/** What a contract gets: an entry, and where its value and its types come from. */
export interface ContractEntry {
  readonly list: List;
  /** `orders.shipped.v1`, `reserveStock` */
  readonly key: string;
  /** What stands behind the key, as code. */
  readonly value: string;
  readonly imports: string;
  /** An `export … from` line; none where nothing new is for others to name. */
  readonly exports?: string;
}

export const memberName = ({ name }: ts.ObjectLiteralElementLike): string | undefined =>
  name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined;

const propertyOf = (object: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined => object.properties.find((member) => memberName(member) === name);

const isList = (member: ts.ObjectLiteralElementLike | undefined): member is ListProperty =>
  member !== undefined && ts.isPropertyAssignment(member) && ts.isObjectLiteralExpression(member.initializer);

const isContract = (node: ts.Node): node is ts.ObjectLiteralExpression => ts.isObjectLiteralExpression(node) && propertyOf(node, 'routes') !== undefined && propertyOf(node, 'events') !== undefined;

/** `routes` or `events` of the contract; @throws UserError (exit 3) where they are not written out. */
export const contractList = (text: string, list: List): ts.ObjectLiteralExpression => {
  const contract = find(parse(text), isContract);
  const member = contract === undefined ? undefined : propertyOf(contract, list);
  if (!isList(member)) throw anchorGone(`the contract has no list \`${list}: { … }\` any more`, `Write out \`routes\` and \`events\` as objects in contract/src/contract.ts and run the command again.`);
  return member.initializer;
};

/** What a contract promises, by name. */
export const contractKeys = (text: string, list: List): readonly string[] => contractList(text, list).properties.flatMap((member) => memberName(member) ?? []);

const addExport = (text: string, line: string): string => {
  if (text.includes(line)) return text;
  const last = parse(text).statements.findLast((node) => ts.isImportDeclaration(node) || (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined));
  if (last === undefined) return `${line}\n${text}`;
  return splice(text, last.getEnd(), ts.isImportDeclaration(last) ? `\n\n${line}` : `\n${line}`);
};

const quoted = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`);

/** Adds one to a contract. One that is there stays as it is. */
export const addContractEntry = ({ list, key, value, imports, exports }: ContractEntry) => (before: string): string => {
  if (contractKeys(before, list).includes(key)) return before;
  const entered = addMember(before, contractList(before, list), key === value ? key : `${quoted(key)}: ${value}`);
  return addImport(exports === undefined ? entered : addExport(entered, exports), imports);
};

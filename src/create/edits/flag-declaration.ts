import { ts } from 'ts-morph';
import { addMember, anchorGone, find, parse, unwrapped } from '../../edits/source.ts';

const isDefinition = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'defineFlags';

/** The object that `defineFlags` is given; @throws UserError (exit 3) where it is not written out. */
const declarations = (text: string): ts.ObjectLiteralExpression => {
  const [given] = find(parse(text), isDefinition)?.arguments ?? [];
  const object = given === undefined ? undefined : unwrapped(given);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) throw anchorGone('src/flags.ts has no `defineFlags({ … })` any more', 'Write out the flags there and run the command again.');
  return object;
};

const nameOf = ({ name }: ts.ObjectLiteralElementLike): string | undefined => (name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : undefined);

/** What a flag is declared with, as code by name; undefined for one that is not declared. */
export const declarationOf = (text: string, flag: string): Readonly<Record<string, string>> | undefined => {
  const member = declarations(text).properties.find((one) => nameOf(one) === flag);
  if (member === undefined) return undefined;
  if (!ts.isPropertyAssignment(member) || !ts.isObjectLiteralExpression(member.initializer)) return {};
  const facts = member.initializer.properties.filter(ts.isPropertyAssignment);
  return Object.fromEntries(facts.map((fact) => [nameOf(fact) ?? '', fact.initializer.getText()]));
};

/** Declares a flag, on a line of its own. One that is there stays as it is. */
export const addDeclaration = (flag: string, code: string) => (before: string): string => {
  const object = declarations(before);
  if (declarationOf(before, flag) !== undefined) return before;
  const member = `'${flag}': ${code}`;
  if (object.properties.length > 0) return addMember(before, object, member);
  return `${before.slice(0, object.getStart())}{\n  ${member},\n}${before.slice(object.getEnd())}`;
};

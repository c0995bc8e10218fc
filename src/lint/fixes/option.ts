import { ts } from 'ts-morph';
import { addMember, splice } from '../../edits/source.ts';
import { Declined } from './fix.ts';

/** An option that a call gets. */
export interface Option {
  /** Position of the argument that holds the options. */
  readonly index: number;
  /** `timeout: 5000` */
  readonly member: string;
  /** Names that say the same; where one is set, somebody decided. */
  readonly settled: readonly string[];
}

const nameOf = (property: ts.ObjectLiteralElementLike): string => (property.name === undefined ? '' : property.name.getText().replaceAll(/^['"]|['"]$/g, ''));

const isNothing = (node: ts.Expression): boolean => ts.isIdentifier(node) && node.text === 'undefined';

const intoLiteral = (text: string, literal: ts.ObjectLiteralExpression, { member, settled }: Option): string => {
  if (literal.properties.some(ts.isSpreadAssignment)) throw new Declined('its options are spread from elsewhere');
  if (literal.properties.some((property) => settled.includes(nameOf(property)))) throw new Declined(`it has ${settled.join(' or ')} already, and that does not bound it`);
  return addMember(text, literal, member);
};

/**
 * Gives a call an option, in the text of its file.
 * @throws Declined where the options are made elsewhere
 */
export const withOption = (text: string, call: ts.CallExpression, option: Option): string => {
  const { arguments: given } = call;
  const { index, member } = option;
  if (given.some(ts.isSpreadElement)) throw new Declined('its arguments are spread from elsewhere');
  const options = given[index];
  if (options !== undefined && isNothing(options)) return text.slice(0, options.getStart()) + `{ ${member} }` + text.slice(options.getEnd());
  if (options !== undefined) {
    if (!ts.isObjectLiteralExpression(options)) throw new Declined('its options are made elsewhere');
    return intoLiteral(text, options, option);
  }
  const last = given.at(-1);
  const missing = [...Array<string>(index - given.length).fill('undefined'), `{ ${member} }`].join(', ');
  return last === undefined ? splice(text, call.getEnd() - 1, missing) : splice(text, last.getEnd(), `, ${missing}`);
};

import { escapedExpression } from '../../shared/escaped-expression.ts';
import { Declined, type MakeRepair } from './fix.ts';

/** A probe, a port or an address may stand a few lines below the one that begins it. */
const reach = 6;

/** A value that is not a part of a longer one: 400 is not in 4000, /health not in /healthz. */
const token = (value: string): RegExp =>
  new RegExp(/^\d+$/.test(value) ? `(?<![\\d.])${value}(?![\\w.-])` : `${escapedExpression(value)}(?![\\w/-])`, 'g');

interface Replacement {
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

/** The last one of a line counts: in `4000:4000` of compose the second is the service's own. */
const replaced = (text: string, { line, from, to }: Replacement): string => {
  const lines = text.split('\n');
  const at = lines.findIndex((content, index) => index >= line - 1 && index < line - 1 + reach && token(from).test(content));
  const content = lines[at];
  if (content === undefined) throw new Declined(`${from} is not written there`);
  const last = [...content.matchAll(token(from))].at(-1)?.index ?? 0;
  return lines.with(at, content.slice(0, last) + to + content.slice(last + from.length)).join('\n');
};

/** Writes one value for another where files disagree; all else keeps its bytes, comments too. */
export const valuesRepair: MakeRepair<'values'> = ({ fix }) => ({
  edits: fix.replace.map((one) => ({ path: one.file, edit: (text) => replaced(text, one) })),
});

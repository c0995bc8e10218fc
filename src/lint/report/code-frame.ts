import type { Paint } from '../../shared/paint.ts';

const widest = 120;

/** The stretch of a line that shows the column, cut where the line is too long to print. */
const window = (text: string, column: number): { readonly text: string; readonly offset: number } => {
  const indent = text.length - text.trimStart().length;
  const start = column - 1 - indent > widest - 20 ? column - 1 - 40 : indent;
  return { text: text.slice(start, start + widest).trimEnd(), offset: Math.max(0, column - 1 - start) };
};

/** `amqp://guest:guest@host` is shown as `amqp://*****:*****@host`: as long, so that the mark stands where it stood. */
const withoutPasswords = (text: string): string => text.replaceAll(/(?<=:\/\/)[^/@\s'"`:]*:[^/@\s'"`]*(?=@)/g, (account) => account.replaceAll(/[^:]/g, '*'));

/** What moves a cursor or turns the reading direction becomes blank, as long as it was. */
const visible = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => ' '.repeat(character.length));

export interface Frame {
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/** More of a line than is shown, so that no address is cut in its middle; a line can be as long as a file. */
const around = 2000;

/** One line of source with a mark under the column, as compilers show it; indentation is dropped. */
export const codeFrame = ({ source, line, column }: Frame, paint: Paint): readonly string[] => {
  const from = Math.max(0, column - around);
  const shown = window(withoutPasswords(visible(source.slice(from, column + around))), column - from);
  if (shown.text === '') return [];
  const gutter = String(line);
  const blank = ' '.repeat(gutter.length);
  return [
    `${paint.quiet(`${gutter} |`)} ${shown.text}`,
    `${paint.quiet(`${blank} |`)} ${' '.repeat(Math.min(shown.offset, shown.text.length))}${paint.strong('^')}`,
  ];
};

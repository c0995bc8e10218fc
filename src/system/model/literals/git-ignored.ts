import { escapedExpression } from '../../../shared/escaped-expression.ts';
import type { Files } from '../../files.ts';
import { folderOf, from } from '../../paths.ts';

interface Line {
  readonly pattern: RegExp;
  /** `!…` takes back what a line before it said. */
  readonly ignores: boolean;
}

/** More of them in one line would take the power of their number. */
const mostStars = 4;

/** A line of a .gitignore as a test of paths; `[Dd]` is one of its letters, any other bracket is itself. */
const toPattern = (line: string): RegExp | null => {
  const plain = line.replace(/^\//, '').replace(/^\*\*\//, '').replaceAll(/\*+/g, '*');
  if (plain.split('*').length - 1 > mostStars) return null;
  const parts = plain.split(/(\*|\[[A-Za-z0-9]+\])/).map((part, index) => (index % 2 === 0 ? escapedExpression(part) : part.replace('*', '[^/]*')));
  return new RegExp(`(?:^|/)${parts.join('')}$`);
};

const linesOf = (text: string): readonly Line[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).flatMap((line) => {
  const pattern = toPattern(line.replace(/^!/, ''));
  return pattern === null ? [] : [{ pattern, ignores: !line.startsWith('!') }];
});

/** Tells whether Git is told to ignore a file: then it is on one machine only, whatever it holds. */
export const createIgnored = (files: Files): ((path: string) => boolean) => {
  const byFolder = new Map<string, readonly Line[]>();
  const known = new Map<string, boolean>();
  const linesIn = (folder: string): readonly Line[] => {
    const lines = byFolder.get(folder) ?? linesOf(files.read(folder === '.' ? '.gitignore' : `${folder}/.gitignore`) ?? '');
    byFolder.set(folder, lines);
    return lines;
  };
  const above = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...above(folderOf(folder))]);
  return (path) => {
    const found = known.get(path) ?? above(folderOf(path)).some((folder) => linesIn(folder).findLast(({ pattern }) => pattern.test(from(folder, path)))?.ignores === true);
    known.set(path, found);
    return found;
  };
};

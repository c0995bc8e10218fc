import type { Files } from '../../src/system/files.ts';
import { compareText } from '../../src/shared/compare-text.ts';

/** A small system as one text: each file begins with a line `-- path --`. What stands above the first one is a comment. */

const header = /^-- (.+) --$/;

/** Path to contents, in the order of the text. */
export const parseText = (text: string): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  let current: string | null = null;
  for (const line of text.split('\n')) {
    const path = header.exec(line)?.[1];
    if (path !== undefined) {
      current = path;
      files.set(path, '');
    } else if (current !== null) files.set(current, `${files.get(current) ?? ''}${line}\n`);
  }
  return new Map([...files].map(([path, contents]) => [path, contents.replace(/\n+$/, '\n')]));
};

export const filesOf = (contents: ReadonlyMap<string, string>): Files => ({
  paths: [...contents.keys()].sort(compareText),
  read: (path) => contents.get(path),
});

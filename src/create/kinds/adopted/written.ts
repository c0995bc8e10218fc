import type { Dialect } from './dialect.ts';

/** As a literal of code; a name can hold whatever a folder can. */
export const quote = (text: string): string => (/^[\w@/.:-]*$/.test(text) ? `'${text}'` : JSON.stringify(text));

const relative = /(['"])(\.{1,2}\/[^'"\n]+)\1;$/;

const asRequire = (line: string): string => line
  .replace(/^import (\{ .* \}) from ('.*');$/, 'const $1 = require($2);')
  .replace(/^import ('.*');$/, 'require($1);')
  .replace(/^export const (\w+)/, 'exports.$1');

/**
 * TypeScript as a service writes it. In the text types stand between `«` and `»`, or are imported by `import type`; relative imports have no ending.
 * Imports and exports begin their line.
 */
export const written = ({ typed, modules, ending }: Dialect, text: string): string => text
  .replaceAll(/«([^»]*)»/g, typed ? '$1' : '')
  .split('\n')
  .filter((line) => typed || !line.startsWith('import type '))
  .map((line) => (line.startsWith('import ') ? line.replace(relative, (_, mark: string, path: string) => `${mark}${path}${ending}${mark};`) : line))
  .map((line) => (modules === 'import' ? line : asRequire(line)))
  .join('\n');

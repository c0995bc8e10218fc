import { join } from 'node:path';
import { packageRoot } from './package-root.ts';
import { readText } from './text-file.ts';

/** The README of a rule or of a check of the linter's own comments; undefined when there is none of that name. */
export const readRulePage = (id: string): string | undefined =>
  ['rules', 'meta'].map((folder) => readText(join(packageRoot, 'src', 'lint', folder, id, 'README.md'))).find((page) => page !== undefined);

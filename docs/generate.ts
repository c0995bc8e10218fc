import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliPage } from './cli-page.ts';
import { rulesPage } from './rules-page.ts';

/** `npm run docs` writes the reference pages; with `--check` it only says which are stale, and fails. */

const folder = join(import.meta.dirname, 'reference');

const pages: Readonly<Record<string, string>> = {
  'rules.md': rulesPage(),
  'cli.md': await cliPage(),
};

const current = (name: string): string | undefined => {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
};

const stale = Object.entries(pages).filter(([name, text]) => current(name) !== text);

if (process.argv.includes('--check')) {
  for (const [name] of stale) process.stderr.write(`docs/reference/${name} is stale: run npm run docs\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of stale) writeFileSync(join(folder, name), text);
}

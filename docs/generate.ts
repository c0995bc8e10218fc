import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accuracyPage } from './accuracy-page.ts';
import { chaosPage } from './chaos-page.ts';
import { cliPage } from './cli-page.ts';
import { configSchema } from './config-schema.ts';
import { patternPages } from './pattern-pages.ts';
import { rulesPage } from './rules-page.ts';

/** `npm run docs` writes the pages that are made; with `--check` it only says which are stale, and fails. */

const folder = import.meta.dirname;

const pages: Readonly<Record<string, string>> = {
  'accuracy.md': accuracyPage(),
  ...patternPages(),
  'chaos.md': chaosPage(),
  'reference/rules.md': rulesPage(),
  'reference/cli.md': await cliPage(),
  // Beside package.json, because editors read it from the installed package.
  '../config.schema.json': configSchema(),
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
  for (const [name] of stale) process.stderr.write(`docs/${name} is stale: run npm run docs\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of stale) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './measure.ts';

/** `npm run accuracy -- --scorer score.mjs --labels DIR --corpus DIR`: the numbers of docs/accuracy.md, from labelled systems that lie outside this repository. */

const { values } = parseArgs({ options: { scorer: { type: 'string' }, labels: { type: 'string' }, corpus: { type: 'string' } } });

const needed = (name: keyof typeof values): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing`);
  return resolve(value);
};

const root = join(import.meta.dirname, '..');
const [scorer, labels, corpus] = [needed('scorer'), needed('labels'), needed('corpus')];
const ms = `${process.execPath} ${join(root, 'bin', 'ms.js')}`;
const printed = await run({ file: process.execPath, args: [scorer, '--ms', ms, '--labels', labels, '--corpus', corpus, '--json'] });
const systems = readdirSync(labels).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length).replace('+', '/')).toSorted();
const scores: unknown = JSON.parse(printed);
writeFileSync(join(root, 'docs', 'accuracy.json'), `${JSON.stringify({ measured: new Date().toISOString().slice(0, 10), systems, scores }, null, 1)}\n`);
console.log(`docs/accuracy.json: ${systems.length} systems. Next: npm run docs`);

import { expect, it } from 'vitest';
import { filesOf, parseText } from '../../test/support/text-system.ts';
import { analyze } from './analyze.ts';
import { openFactsCache } from './facts/facts-cache.ts';
import { holds, traced } from './trace.ts';

const system = new Map(parseText(`
-- package.json --
{ "workspaces": ["orders", "stock"] }
-- orders/package.json --
{ "name": "orders", "scripts": { "start": "node main.js" }, "dependencies": { "axios": "1", "express": "5" } }
-- orders/main.js --
require('express')().listen(3000);
require('./stock.js');
-- orders/stock.js --
require('axios').get('http://stock:3001/items');
-- stock/package.json --
{ "name": "stock", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }
-- stock/main.js --
require('express')().listen(3001);
-- notes.js --
done();
`));

/** Whether what an analysis of the system was told is still what a changed system tells. */
const holdsFor = (changes: Readonly<Record<string, string | undefined>>): boolean => {
  const files = filesOf(system);
  const before = openFactsCache(null, '1');
  const run = traced(files, before.read);
  analyze(run.files, undefined, run.facts);
  const stored = Buffer.from([...(before.kept()?.parts ?? [])].join(''));
  const contents = new Map(system);
  for (const [path, text] of Object.entries(changes)) if (text === undefined) contents.delete(path); else contents.set(path, text);
  return holds(run.trace(), filesOf(contents), openFactsCache(stored, '1').same);
};

const call = system.get('orders/stock.js') ?? '';

it.each<[string, Readonly<Record<string, string | undefined>>, boolean]>([
  ['nothing', {}, true],
  ['a comment below the code', { 'orders/stock.js': `${call}// later\n` }, true],
  ['a comment above the code, which moves it', { 'orders/stock.js': `// first\n${call}` }, false],
  ['another call', { 'orders/stock.js': call.replace('/items', '/things') }, false],
  ['a file that nothing leads to', { 'notes.js': 'undone();\n' }, true],
  ['a manifest', { 'stock/package.json': '{ "name": "warehouse", "scripts": { "start": "node main.js" } }' }, false],
  ['a source file that is gone', { 'orders/stock.js': undefined }, false],
  ['a source file too large to be read', { 'orders/stock.js': `${call}//${' '.repeat(400_000)}` }, false],
])('after a change of %s', (_, changes, expected) => {
  expect(holdsFor(changes)).toBe(expected);
});

it('holds no longer when a folder cannot be read any more', () => {
  const files = filesOf(system);
  const run = traced(files);
  analyze(run.files, undefined, run.facts);
  const trace = run.trace();
  expect(holds(trace, files, () => false)).toBe(true);
  expect(holds(trace, { ...files, passedOver: () => [{ file: 'stock', reason: 'EACCES' }] }, () => false)).toBe(false);
});

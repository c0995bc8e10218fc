import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemFolder } from '../../../test/support/system-folder.ts';
import type { CacheFile } from '../../files/cache-file.ts';
import type { Report } from '../../lint/rule.ts';
import { readDirectives } from '../../lint/suppressions.ts';
import { openTree, locateSystem } from '../read-system.ts';
import { openReportMemory, type Remembering } from './report-memory.ts';

const inMemory = (): CacheFile & { contents: Buffer | null } => {
  const file = {
    contents: null as Buffer | null,
    read: () => file.contents,
    append: () => undefined,
    replace: (parts: Iterable<string | Uint8Array>) => { file.contents = Buffer.concat([...parts].map((part) => Buffer.from(part as string))); },
  };
  return file;
};

const report: Report = { findings: [], notEvaluable: [], services: [], coverage: { files: 1, skipped: [] } };
const trace = { texts: {}, sources: {}, passedOver: '97d170e1550eee4afc0af065b78cda302a97674c' };

const opened = (root: string, file: CacheFile, over: { readonly version?: string | null; readonly measure?: Partial<Remembering['measure']> } = {}) => {
  const place = locateSystem(root, []);
  const files = openTree(place);
  const { version = '1' } = over;
  const earlier = version === null ? null : { version, same: () => false };
  const measure = { config: {}, today: '2026-11-25', partial: false, changed: null, baseline: null, ...over.measure };
  return openReportMemory(place, { files, directives: readDirectives(files), reading: { earlier, read: () => ({ reason: '' }), close: () => undefined }, measure }, file);
};

it('gives a report again under the same questions only', () => {
  const [root, file] = [systemFolder('express-axios'), inMemory()];
  opened(root, file).keep(report, trace);
  expect(opened(root, file).recall()).toEqual(report);
  expect(opened(root, file, { version: '2' }).recall()).toBeNull();
  expect(opened(root, file, { version: null }).recall()).toBeNull();
  expect(opened(root, file, { measure: { today: '2026-11-26' } }).recall()).toBeNull();
  expect(opened(root, file, { measure: { config: { rules: { 'no-timeout': 'off' } } } }).recall()).toBeNull();
  expect(opened(root, file, { measure: { baseline: { entries: [], text: '', file: 'ms-baseline.json' } as never } }).recall()).toBeNull();
});

it('gives none to a run about changes, for a new path, a new suppression, or what is broken', () => {
  const [root, file] = [systemFolder('express-axios'), inMemory()];
  opened(root, file).keep(report, trace);
  expect(opened(root, file, { measure: { changed: [] } }).recall()).toBeNull();
  appendFileSync(join(root, 'orders/src/index.js'), '// more\n');
  expect(opened(root, file).recall()).toEqual(report);
  appendFileSync(join(root, 'orders/src/index.js'), '// ms-disable-next-line no-timeout -- because\n');
  expect(opened(root, file).recall()).toBeNull();
  opened(root, file).keep(report, trace);
  writeFileSync(join(root, 'new.js'), '');
  expect(opened(root, file).recall()).toBeNull();
  opened(root, file).keep(report, trace);
  file.contents = file.contents?.subarray(0, -5) ?? null;
  expect(opened(root, file).recall()).toBeNull();
});

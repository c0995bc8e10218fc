import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { plain } from '../../src/shared/paint.ts';
import { prettyReport } from '../../src/lint/report/pretty.ts';
import { rules } from '../../src/lint/rules.ts';
import { analyze } from '../../src/system/analyze.ts';
import { openFactsCache } from '../../src/system/facts/facts-cache.ts';
import { readFile, type ReadFacts } from '../../src/system/facts/read-file.ts';
import { sourceFacts } from '../../src/system/facts/source-facts.ts';
import type { Files } from '../../src/system/files.ts';
import { filesOf, parseText } from '../support/text-system.ts';

/** Each `.txt` is one small system and, in its last section, the whole report about it. `UPDATE=1` writes the reports anew. */

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.txt')).sort();

const reportOf = (files: Files, read: ReadFacts = readFile): string => {
  const report = lint({ files, model: analyze(files, undefined, sourceFacts(files, read)), rules, config: {}, today: '2026-11-23' });
  return prettyReport(report, { root: '.', durationMs: 0, paint: plain, read: files.read });
};

const open = (name: string): { readonly text: string; readonly files: Files; readonly expected: string } => {
  const text = readFileSync(join(folder, name), 'utf8');
  const contents = new Map(parseText(text));
  const expected = contents.get('report') ?? '';
  contents.delete('report');
  return { text, files: filesOf(contents), expected };
};

describe('small systems', () => {
  it.each(names)('%s', (name) => {
    const { text, files, expected } = open(name);
    const actual = reportOf(files);
    if (process.env['UPDATE'] === '1') writeFileSync(join(folder, name), `${text.split('\n-- report --')[0]?.trimEnd()}\n\n-- report --\n${actual}`);
    else expect(actual).toBe(expected);
  });

  it.each(names)('%s, read in another order', (name) => {
    const { files, expected } = open(name);
    expect(reportOf({ ...files, paths: files.paths.toReversed() })).toBe(expected);
  });

  it.each(names)('%s, from the facts of an earlier run', (name) => {
    const { files, expected } = open(name);
    const earlier = openFactsCache(null, '1');
    reportOf(files, earlier.read);
    const stored = Buffer.concat([...(earlier.kept()?.parts ?? [])].map((part) => Buffer.from(part as string)));
    const cache = openFactsCache(stored, '1');
    expect(reportOf(files, cache.read)).toBe(expected);
    expect(cache.kept()).toBeNull();
  });
});

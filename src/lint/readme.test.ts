import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from '../../test/support/text-system.ts';
import { analyze } from '../system/analyze.ts';
import { baselineName, parseBaseline } from './baseline/baseline.ts';
import type { Declared } from '../system/model.ts';
import { lint } from './lint.ts';
import { parseRulePage } from './rule-page.ts';
import { rules } from './rules.ts';

/** The Bad and the Good of each page are small systems: fenced blocks that begin with a language and a path. */

const pages = ['rules', 'meta'].flatMap((kind) => readdirSync(join(import.meta.dirname, kind)).map((id) => ({ id, path: join(import.meta.dirname, kind, id, 'README.md') })));

const systemIn = (markdown: string): ReadonlyMap<string, string> =>
  new Map([...markdown.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, path = '', contents = '']) => [path, contents]));

/** What the system's own configuration declares. */
const declaredIn = (contents: ReadonlyMap<string, string>): Declared => {
  const { lint: given } = JSON.parse(contents.get('ms.config.json') ?? '{}') as { lint?: Partial<Declared> };
  return { dependencies: given?.dependencies ?? null };
};

/** The findings of one rule: an example is about its rule and need not be perfect otherwise. */
const findingsOf = (id: string, contents: ReadonlyMap<string, string>): readonly string[] => {
  const files = filesOf(contents);
  const accepted = contents.get(baselineName);
  const baseline = accepted === undefined ? null : parseBaseline(accepted, baselineName);
  const { findings } = lint({ files, model: analyze(files, declaredIn(contents)), rules, config: {}, today: '2026-11-23', baseline });
  return findings.filter(({ rule, suppressed }) => rule === id && suppressed === null).map(({ rule }) => rule);
};

describe.each(pages)('the page of $id', ({ id, path }) => {
  const { sections } = parseRulePage(readFileSync(path, 'utf8'));
  const bad = systemIn(sections.get('Bad') ?? '');
  const good = systemIn(sections.get('Good') ?? '');

  it('shows systems', () => {
    expect(Math.min(bad.size, good.size)).toBeGreaterThanOrEqual(2);
  });

  it('is right about Bad: one finding, of this rule', () => {
    expect(findingsOf(id, bad)).toEqual([id]);
  });

  it('is right about Good: none', () => {
    expect(findingsOf(id, good)).toEqual([]);
  });
});

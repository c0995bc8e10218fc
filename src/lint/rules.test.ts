import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metaRules } from './meta.ts';
import { pageSections, parseRulePage, summaryOf } from './rule-page.ts';
import { rules } from './rules.ts';

const folder = join(import.meta.dirname, 'rules');

describe('checks of suppressions', () => {
  it('are the folders of meta/, sorted', () => {
    expect(metaRules.map(({ id }) => id)).toEqual(readdirSync(join(import.meta.dirname, 'meta')).sort());
  });
});

describe('rules', () => {
  it('are the folders, sorted', () => {
    expect(rules.map(({ id }) => id)).toEqual(readdirSync(folder).sort());
  });

  it.each(rules.map(({ id }) => id))('%s has code, test and page', (id) => {
    expect(readdirSync(join(folder, id)).sort()).toEqual(['README.md', `${id}.test.ts`, `${id}.ts`]);
  });

  it.each(rules.map(({ id }) => id))('%s has every section of a page, in order', (id) => {
    const page = parseRulePage(readFileSync(join(folder, id, 'README.md'), 'utf8'));
    expect(page.title).toBe(id);
    expect([...page.sections.keys()]).toEqual([...pageSections]);
    expect(summaryOf(page)).toMatch(/\.$|:$/);
  });

  it.each(rules)('$id ends a problem without and a help with a full stop', ({ messages }) => {
    for (const { problem, help } of Object.values(messages)) {
      expect(problem).not.toMatch(/\.$/);
      expect(help).toMatch(/\.$/);
    }
  });
});

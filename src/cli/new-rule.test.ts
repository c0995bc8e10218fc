import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRule } from './new-rule.ts';

const list = readFileSync(join(import.meta.dirname, '..', 'lint', 'rules.ts'), 'utf8');

describe('new-rule', () => {
  it('makes code, test, page and the sorted line', () => {
    const files = newRule('smell-of-nobody', list);
    expect([...files.keys()]).toEqual(['rules/smell-of-nobody/smell-of-nobody.ts', 'rules/smell-of-nobody/smell-of-nobody.test.ts', 'rules/smell-of-nobody/README.md', 'rules.ts']);
    const lines = (files.get('rules.ts') ?? '').split('\n');
    expect(lines).toContain("import { smellOfNobody } from './rules/smell-of-nobody/smell-of-nobody.ts';");
    const entries = lines.filter((line) => /^ {2}\w+,$/.test(line));
    expect(entries).toContain('  smellOfNobody,');
    expect(entries).toEqual(entries.toSorted());
    expect(lines.filter((line) => !list.split('\n').includes(line))).toHaveLength(2);
  });

  it.each(['', 'Dual-Write', 'dual_write', '../x', 'a;rm', 'dual', '-x', 'x-'])('refuses the name %j', (name) => {
    expect(() => newRule(name, list)).toThrow(`"${name}" is no name for a rule`);
  });

  it('refuses a taken name', () => {
    expect(() => newRule('no-timeout', list)).toThrow('there is a rule no-timeout already');
  });

  it('fails loudly when the list has lost its shape', () => {
    expect(() => newRule('smell-of-nobody', 'export const rules = [];')).toThrow('rules.ts has no line');
  });
});

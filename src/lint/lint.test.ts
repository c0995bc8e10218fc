import { describe, expect, it } from 'vitest';
import { call, event, model, route, service, store } from '../../test/support/model.ts';
import { filesOf } from '../../test/support/text-system.ts';
import type { Model } from '../system/model.ts';
import type { LintConfig } from './config.ts';
import { lint } from './lint.ts';
import { json } from './report/json.ts';
import { run as anyRun } from '../../test/support/report.ts';
import { rules } from './rules.ts';

const broken: Partial<Model> = {
  services: [service('orders'), service('billing'), service('cart')],
  calls: [call('orders', 'cart'), call('orders', 'cart', { line: 20 }), call('billing', null)],
  stores: [store('orders', 'db:5432/shop'), store('billing', 'db:5432/shop')],
  routes: [route('cart', '/carts')],
  events: [event('orders', 'publish', 'order.placed'), event('billing', 'consume', 'order.placed')],
};
const run = (parts: Partial<Model>, texts: Record<string, string> = {}, config: LintConfig = {}) =>
  lint({ files: filesOf(new Map(Object.entries(texts))), model: model(parts), rules, config, today: '2026-11-23' });
const only = (rule: string, texts: Record<string, string>, config: LintConfig = {}) =>
  run(broken, texts, config).findings.filter((finding) => finding.rule === rule);

describe('lint', () => {
  it('fills the message and gives the place a column', () => {
    expect(run(broken).findings.find(({ rule }) => rule === 'unversioned-api')).toMatchObject({ message: 'The API of cart has no version', location: { line: 7, column: 1 }, suppressed: null });
  });

  it('does not depend on the order in which things were found', () => {
    const turned: Partial<Model> = Object.fromEntries(Object.entries(broken).map(([key, list]) => [key, Array.isArray(list) ? list.toReversed() : list]));
    const strip = (report: ReturnType<typeof run>) => json.report({ ...report, services: [] }, anyRun());
    const related = (text: string) => JSON.parse(text, (key, value: unknown) => (key === 'related' ? [] : value)) as unknown;
    expect(related(strip(run(turned)))).toEqual(related(strip(run(broken))));
  });

  it('puts the worst first and keeps what is not evaluable', () => {
    const report = run(broken);
    const tiers = report.findings.map(({ tier }) => tier);
    expect(tiers).toEqual(['error', 'warning', 'info'].flatMap((tier) => tiers.filter((other) => other === tier)));
    expect(report.notEvaluable).toContainEqual({ rule: 'no-circuit-breaker', services: ['billing'], reason: 'TARGET_URL is defined nowhere' });
  });

  it('keeps fingerprints when lines move, and tells equal findings apart', () => {
    const moved = { ...broken, calls: [call('orders', 'cart', { line: 110 }), call('orders', 'cart', { line: 120 })] };
    const prints = (parts: Partial<Model>) => run(parts).findings.filter(({ rule, services }) => rule === 'no-timeout' && services[1] === 'cart').map(({ fingerprint }) => fingerprint);
    expect(prints(moved)).toEqual(prints(broken));
    expect(new Set(prints(broken)).size).toBe(2);
  });

  it('heeds levels', () => {
    const config = { rules: { 'no-timeout': 'off', 'no-circuit-breaker': 'error', 'unversioned-api': 'info' } } as const satisfies LintConfig;
    const tiers = new Map(run(broken, {}, config).findings.map(({ rule, tier }) => [rule, tier]));
    expect([tiers.get('no-timeout'), tiers.get('no-circuit-breaker'), tiers.get('unversioned-api')]).toEqual([undefined, 'error', 'info']);
  });
});

describe('suppressions', () => {
  const file = 'services/orders/src/client.ts';
  const above = (line: number, comment: string) => ({ [file]: `${'\n'.repeat(line - 2)}${comment}\nawait fetch(url);\n` });
  const reasons = (rule: string, texts: Record<string, string>, config: LintConfig = {}) => only(rule, texts, config).map(({ suppressed }) => suppressed?.reason ?? null);

  it('hold for the next line, with their reason', () => {
    expect(reasons('no-timeout', above(10, '  // ms-disable-next-line no-timeout -- the mesh bounds it'))).toEqual([null, 'the mesh bounds it', null]);
  });

  it('may be stacked and may name several rules', () => {
    const text = above(10, '/* ms-disable-next-line no-timeout, no-circuit-breaker -- mesh */');
    expect([reasons('no-timeout', text)[1], reasons('no-circuit-breaker', text)[0]]).toEqual(['mesh', 'mesh']);
    const stacked = above(9, '// ms-disable-next-line no-timeout -- a\n// ms-disable-next-line no-circuit-breaker -- b');
    expect([reasons('no-timeout', stacked)[1], reasons('no-circuit-breaker', stacked)[0]]).toEqual(['a', 'b']);
  });

  it('hold above any place of the evidence, in YAML with #', () => {
    const resolvedBy = [{ file: 'compose.yml', line: 2, note: 'CART_URL' }];
    const { findings } = run({ ...broken, calls: [call('orders', 'cart', { resolvedBy })] }, { 'compose.yml': '# ms-disable-next-line no-timeout -- local only\nCART_URL: x\n' });
    expect(findings.find(({ rule }) => rule === 'no-timeout')?.suppressed).toMatchObject({ reason: 'local only', by: 'comment', at: { file: 'compose.yml', line: 1 } });
  });

  it.each([
    ['// ms-disable-next-line no-timeout', 'A suppression of no-timeout gives no reason and is not applied'],
    ['// ms-disable-next-line no-timeout --', 'A suppression of no-timeout gives no reason and is not applied'],
    ['// ms-disable-next-line no-timout -- mesh', 'A suppression names no-timout, which is no rule'],
    ['// ms-disable-next-line -- mesh', 'A suppression names no rule'],
  ])('%s is an error and suppresses nothing', (comment, message) => {
    expect(only('invalid-suppression', above(10, comment))).toMatchObject([{ tier: 'error', message, location: { file, line: 9 } }]);
    expect(reasons('no-timeout', above(10, comment))).toEqual([null, null, null]);
  });

  it('come from the configuration until they expire', () => {
    const ignore = (expires: string) => ({ ignore: [{ rule: 'shared-database', services: ['billing', 'orders'], reason: 'split planned', expires }] });
    expect(reasons('shared-database', {}, ignore('2026-11-23'))).toEqual(['split planned']);
    expect(reasons('shared-database', {}, ignore('2026-11-22'))).toEqual([null]);
    expect(reasons('shared-database', {}, { ignore: [{ rule: 'shared-database', services: ['cart'], reason: 'x' }] })).toEqual([null]);
  });

  const unused = (texts: Record<string, string>, config: LintConfig = {}) => only('unused-suppression', texts, config).map(({ message, location }) => `${location.file}:${location.line} ${message}`);

  it('that suppress nothing are reported', () => {
    expect(unused(above(10, '// ms-disable-next-line no-timeout -- mesh'))).toEqual([]);
    expect(unused(above(15, '// ms-disable-next-line no-timeout, no-circuit-breaker -- mesh'))).toEqual([
      `${file}:14 A comment suppresses no-circuit-breaker where there is no such finding`,
      `${file}:14 A comment suppresses no-timeout where there is no such finding`,
    ]);
  });

  it('of a rule that is off are not judged', () => {
    expect(unused(above(15, '// ms-disable-next-line no-timeout -- mesh'), { rules: { 'no-timeout': 'off' } })).toEqual([]);
  });

  it('of the configuration are reported at their line, expired ones as such', () => {
    const ignore = [
      { rule: 'no-timeout', services: ['billing', 'cart'], reason: 'never met' },
      { rule: 'shared-database', reason: 'split planned', expires: '2026-11-22' },
    ];
    expect(unused({ 'ms.config.ts': 'export default {\n  // never met\n  // split planned\n};\n' }, { ignore })).toEqual([
      'ms.config.ts:2 The configuration ignores no-timeout where there is no such finding',
      'ms.config.ts:3 The configuration ignored shared-database until 2026-11-22',
    ]);
  });

  it('are not called needless when only a part of the system was read', () => {
    const { findings } = lint({ files: filesOf(new Map(Object.entries(above(15, '// ms-disable-next-line no-timeout -- mesh')))), model: model(broken), rules, config: {}, today: '2026-11-23', partial: true });
    expect(findings.filter(({ rule }) => rule === 'unused-suppression')).toEqual([]);
  });
});

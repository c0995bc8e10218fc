import { describe, expect, it } from 'vitest';
import { finding, report as someReport, run } from '../../../test/support/report.ts';
import type { Finding } from '../rule.ts';
import { json } from './json.ts';
import { plain } from '../../shared/paint.ts';
import { prettyReport } from './pretty.ts';
import { fails, summarise } from './summary.ts';

const report = someReport({ findings: [finding(), finding({ location: { file: 'orders/other.ts', line: 9, column: 1 }, related: [] }), finding({ suppressed: { reason: 'mesh', by: 'config', at: null } })] });

const source = 'import x from "y";\n  const cart = await fetch(url);\n';

describe('pretty report', () => {
  it('shows the line, the evidence, the help and what was looked at', () => {
    const text = prettyReport(report, { root: '.', durationMs: 80.4, paint: plain, read: (file) => (file === 'orders/checkout.ts' ? source : undefined) });
    expect(text).toBe(`error no-timeout (2)

  orders/checkout.ts:2:16  orders calls cart without a timeout
    2 | const cart = await fetch(url);
      |              ^
    = compose.yml:5  CART_URL=http://cart:4002

  orders/other.ts:9:1  orders calls cart without a timeout
    help: Bound the call.

not evaluable (1)

  unversioned-api: bff: only GraphQL

2 errors, 0 warnings, 0 infos, 1 suppressed
3 services (1 gateway, 2 business), 12 files in 80 ms
1 file passed over:
  big.js: larger than 1 MB
ms explain <rule> says why and how to fix it
`);
  });

  it('shows the part of a very long line that matters', () => {
    const text = prettyReport({ ...report, findings: [finding({ location: { file: 'a.js', line: 1, column: 5001 } })] }, { root: '.', durationMs: 0, paint: plain, read: () => `${'x'.repeat(5000)}fetch(url)` });
    const [code = '', mark = ''] = text.split('\n').slice(3, 5);
    expect(code.slice(mark.indexOf('^'))).toBe('fetch(url)');
  });

  it('shows no password in an address, and no line that conceals one', () => {
    const at = (more: Partial<Finding>) => prettyReport({ ...report, findings: [finding({ location: { file: 'a.js', line: 1, column: 15 }, ...more })] }, { root: '.', durationMs: 0, paint: plain, read: () => "connect(url || 'amqp://shop:s3cret@rabbit')" });
    expect(at({})).toContain("connect(url || 'amqp://****:******@rabbit')");
    expect(at({ conceals: true })).not.toContain('connect');
  });

  it('says of what is about everything that it is about the system', () => {
    const text = prettyReport({ ...report, notEvaluable: [{ rule: 'sync-everywhere', services: [], reason: 'nobody consumes' }] }, { root: '.', durationMs: 0, paint: plain, read: () => undefined });
    expect(text).toContain('sync-everywhere: the system: nobody consumes');
  });

  it('shows what moves a cursor as a blank, and no password, in a line as long as a file', () => {
    const text = prettyReport({ ...report, findings: [finding({ location: { file: 'a.js', line: 1, column: 300_001 } })] }, { root: '.', durationMs: 0, paint: plain, read: () => `${'// amqp://guest:secret@host '.repeat(11_112).slice(0, 300_000)}x\u001B[2J amqp://guest:secret@host${'x'.repeat(90_000)}` });
    expect(text).toContain('x [2J amqp://*****:******@host');
    expect(text).not.toContain('secret');
  });

  it('colours only through the paint it is given', () => {
    const loud = { ...plain, error: (word: string) => `<${word}>` };
    expect(prettyReport(report, { root: '.', durationMs: 0, paint: loud, read: () => undefined })).toContain('<error> no-timeout');
  });
});

describe('json report', () => {
  it('has the published shape', () => {
    expect(JSON.parse(json.report({ ...report, findings: report.findings.slice(0, 1) }, run()))).toEqual({
      version: 1,
      root: '.',
      summary: { services: 3, errors: 1, warnings: 0, infos: 0, notEvaluable: 1, durationMs: 80 },
      findings: [{
        rule: 'no-timeout',
        tier: 'error',
        services: ['orders', 'cart'],
        message: 'orders calls cart without a timeout',
        location: { file: 'orders/checkout.ts', line: 2, column: 16 },
        related: [{ file: 'compose.yml', line: 5, note: 'CART_URL=http://cart:4002' }],
        fingerprint: 'abc',
        suppressed: null,
        fix: null,
      }],
      notEvaluable: [{ rule: 'unversioned-api', services: ['bff'], reason: 'only GraphQL' }],
      coverage: { files: 12, skipped: [{ file: 'big.js', reason: 'larger than 1 MB' }] },
    });
  });
});

describe('summary', () => {
  const counts = (...tiers: readonly Finding['tier'][]) => summarise({ ...report, findings: tiers.map((tier) => finding({ tier })) });

  it('counts no suppressed finding', () => {
    expect(summarise(report)).toMatchObject({ errors: 2, notEvaluable: 1 });
  });

  it('fails on an error, on too many warnings, never on infos', () => {
    expect(fails(counts('error'), Number.POSITIVE_INFINITY)).toBe(true);
    expect([fails(counts('warning', 'info'), 1), fails(counts('warning', 'warning'), 1)]).toEqual([false, true]);
    expect(fails(counts('info', 'info'), 0)).toBe(false);
  });
});

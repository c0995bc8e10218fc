import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { finding, hostile, report, run } from '../../../test/support/report.ts';
import { metaRules } from '../meta.ts';
import { rules } from '../rules.ts';
import { sarif } from './sarif.ts';

/** The schema that the standard publishes, as Microsoft packs it for tests. */
const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

interface Log {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string; readonly help: { readonly markdown: string } }[] } };
    readonly results: readonly Record<string, unknown>[];
    readonly artifacts: readonly { readonly location: { readonly uri: string } }[];
    readonly automationDetails: { readonly id: string };
    readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly exitCode: number; readonly toolExecutionNotifications: readonly unknown[] }];
  }];
}

const valid = (text: string | null): Log['runs'][0] => {
  const log = JSON.parse(text ?? '') as Log;
  expect([validate(log), validate.errors]).toEqual([true, null]);
  return log.runs[0];
};

describe('SARIF', () => {
  it('is checked by a schema that refuses', () => {
    const log = JSON.parse(sarif.report(report(), run())) as { runs: { results: { level: string }[] }[] };
    for (const result of log.runs[0]?.results ?? []) result.level = 'fatal';
    expect(validate(log)).toBe(false);
  });

  it('is valid with findings, without, and when nothing was analysed', () => {
    valid(sarif.report(report(), run()));
    expect(valid(sarif.report(report({ findings: [], notEvaluable: [] }), run({ exitCode: 0 }))).invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 0 });
    expect(valid(sarif.refusal({ code: 3, message: 'no service was found', hint: 'Run it at the root.' }, run()))).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: false, exitCode: 3, toolExecutionNotifications: [{ level: 'error', message: { text: 'no service was found. Run it at the root.' } }] }],
    });
  });

  it('describes every rule, and a result points to its own', () => {
    const { tool: { driver }, results } = valid(sarif.report(report(), run()));
    expect(driver.rules.map(({ id }) => id)).toEqual([...rules, ...metaRules].map(({ id }) => id));
    const [result] = results;
    const rule = driver.rules[Number(result?.['ruleIndex'])];
    expect(rule).toMatchObject({ id: 'no-timeout', helpUri: 'https://example.com/ms/blob/main/docs/reference/rules.md#no-timeout' });
    expect(rule?.help.markdown).toContain('## How to fix');
  });

  it('shows the evidence as related places and as a flow that ends at the finding', () => {
    const { results: [result], artifacts } = valid(sarif.report(report(), run()));
    const evidence = { physicalLocation: { artifactLocation: { uri: 'compose.yml', uriBaseId: 'SRCROOT', index: 1 }, region: { startLine: 5 } }, message: { text: 'CART_URL=http://cart:4002' } };
    expect(result).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'orders/checkout.ts', index: 0 }, region: { startLine: 2, startColumn: 16 } }, logicalLocations: [{ name: 'orders' }, { name: 'cart' }] }],
      relatedLocations: [{ id: 1, ...evidence }],
      codeFlows: [{ threadFlows: [{ locations: [{ location: evidence }, { location: { message: { text: 'orders calls cart without a timeout' } } }] }] }],
      partialFingerprints: { primaryLocationLineHash: 'abc', 'subject/v1': 'abc' },
      suppressions: [],
    });
    expect(artifacts.map(({ location }) => location.uri)).toEqual(['orders/checkout.ts', 'compose.yml', 'big.js']);
  });

  it('keeps suppressed findings, with who suppressed them and why', () => {
    const comment = finding({ suppressed: { reason: 'mesh', by: 'comment', at: { file: 'orders/checkout.ts', line: 1 } } });
    const baseline = finding({ suppressed: { reason: 'accepted', by: 'baseline', at: null } });
    const { results } = valid(sarif.report(report({ findings: [comment, baseline] }), run()));
    expect(results.map(({ suppressions }) => suppressions)).toMatchObject([
      [{ kind: 'inSource', status: 'accepted', justification: 'mesh', location: { physicalLocation: { region: { startLine: 1 } } } }],
      [{ kind: 'external', justification: 'accepted' }],
    ]);
  });

  it('notes what was not evaluable and what was passed over', () => {
    expect(valid(sarif.report(report(), run())).invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'note', associatedRule: { id: 'unversioned-api' }, message: { text: 'unversioned-api is not evaluable for bff: only GraphQL' } },
      { level: 'warning', message: { text: 'big.js was passed over: larger than 1 MB' } },
    ]);
  });

  it('gives paths as URIs from where the command ran', () => {
    const odd = finding({ location: { file: 'app/[id]/a b#c.ts', line: 1, column: 1 }, related: [] });
    const { artifacts, automationDetails } = valid(sarif.report(report({ findings: [odd] }), run({ root: 'shop' })));
    expect(artifacts[0]?.location.uri).toBe('shop/app/%5Bid%5D/a%20b%23c.ts');
    expect(automationDetails.id).toBe('ms-lint/shop/');
  });

  it('survives what files may hold', () => {
    const odd = finding({ message: hostile, related: [{ file: hostile, line: 1, note: hostile }], suppressed: { reason: hostile, by: 'config', at: null } });
    const { results: [result] } = valid(sarif.report(report({ findings: [odd] }), run()));
    expect(result).toMatchObject({ relatedLocations: [{ message: { text: hostile } }] });
  });
});

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { finding, hostile, report, run } from '../../../test/support/report.ts';
import { printable } from '../../shared/printable.ts';
import type { Tier } from '../rule.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { markdown } from './markdown.ts';

const tiers: readonly Tier[] = ['error', 'warning', 'info'];

interface Annotation {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner of GitHub Actions reads a line (ActionCommand.TryParseV2). */
const readCommand = (line: string): Annotation | null => {
  const match = /^::(\S+)(?: (.*?))?::(.*)$/.exec(line);
  if (match === null) return null;
  const [, command = '', given = '', message = ''] = match;
  const unescapeData = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const unescapeProperty = (text: string) => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const properties = given.split(',').filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), unescapeProperty(pair.slice(pair.indexOf('=') + 1))] as const);
  return { command, properties: Object.fromEntries(properties), message: unescapeData(message) };
};
const annotations = (text: string | null) => (text ?? '').split('\n').map(readCommand).filter((one) => one !== null);

describe('GitHub workflow commands', () => {
  it('put each finding on its line', () => {
    const text = github.report(report({ findings: tiers.map((tier) => finding({ tier })) }), run({ root: 'shop' }));
    expect(annotations(text)).toMatchObject([
      { command: 'error', properties: { file: 'shop/orders/checkout.ts', line: '2', col: '16', title: 'ms lint: no-timeout' }, message: 'orders calls cart without a timeout\nshop/compose.yml:5  CART_URL=http://cart:4002\nBound the call.' },
      { command: 'warning' },
      { command: 'notice' },
    ]);
    expect(text).toMatch(/\n1 errors, 1 warnings, 1 infos, 1 not evaluable\n$/);
  });

  it('say what nobody looked at, and no suppressed finding', () => {
    expect(annotations(github.refusal({ code: 3, message: 'no service', hint: 'Go up.' }, run()))).toEqual([{ command: 'error', properties: { title: 'ms lint' }, message: 'no service\nGo up.' }]);
    expect(annotations(github.report(report({ findings: [finding({ suppressed: { reason: 'x', by: 'config', at: null } })] }), run()))).toEqual([]);
  });

  it('survive what files may hold', () => {
    const [only, ...others] = annotations(github.report(report({ findings: [finding({ message: hostile, related: [], location: { file: 'a,b:c%.ts', line: 1, column: 1 } })] }), run()));
    expect([only?.properties['file'], only?.message, others]).toEqual(['a,b:c%.ts', `${printable(hostile)}\nBound the call.`, []]);
  });
});

/** What https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format asks for. */
const validate = new Ajv().compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: { path: { type: 'string', pattern: '^(?!\\./|/)' }, lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } } },
      },
    },
  },
});

describe('GitLab Code Quality', () => {
  it.each([
    ['findings', gitlab.report(report({ findings: tiers.map((tier) => finding({ tier, fingerprint: tier })) }), run()), ['critical', 'major', 'info']],
    ['no finding', gitlab.report(report({ findings: [] }), run()), []],
    ['nothing analysed', gitlab.refusal({ code: 3, message: 'no service', hint: 'Go up.' }, run()), ['blocker']],
    ['odd texts', gitlab.report(report({ findings: [finding({ message: hostile })] }), run()), ['critical']],
  ])('is as GitLab asks with %s', (_, text, severities) => {
    const issues = JSON.parse(text ?? '') as readonly { readonly severity: string }[];
    expect([validate(issues), validate.errors]).toEqual([true, null]);
    expect(issues.map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('Markdown', () => {
  it('folds the evidence away', () => {
    expect(markdown.report(report(), run())).toBe(`<!-- ms-lint -->
### Architecture of 3 services

| errors | warnings | infos | suppressed |
|---:|---:|---:|---:|
| 1 | 0 | 0 | 0 |

- 🔴 **no-timeout** orders calls cart without a timeout — \`orders/checkout.ts:2\`
  <details><summary>Evidence</summary>

  - \`compose.yml:5\` \`CART_URL=http://cart:4002\`

  Bound the call.

  </details>

<details><summary>1 not evaluable</summary>

- unversioned-api: bff: only GraphQL

</details>
`);
  });

  it('fits into a comment and says what it left out', () => {
    const text = markdown.report(report({ findings: Array.from({ length: 2000 }, () => finding()) }), run());
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/… and 1[67]\d\d more/);
  });

  it('lets no markup of files through', () => {
    const text = markdown.report(report({ findings: [finding({ message: hostile })], notEvaluable: [] }), run());
    const line = text.split('\n').find((one) => one.includes('no-timeout'));
    expect(line).toContain('a &lt;b&gt; &amp; "c" \'d\' \\| \\`e\\`');
    expect(line).not.toContain('@team');
    expect(text).not.toContain('\n# ');
  });

  it('says when nothing was analysed', () => {
    expect(markdown.refusal({ code: 3, message: 'no service', hint: 'Go up.' }, run())).toContain('nothing was analysed\n\nno service\n\nGo up.');
  });
});

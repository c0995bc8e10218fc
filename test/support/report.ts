import { service } from './model.ts';
import { describeRules } from '../../src/cli/lint/described-rules.ts';
import { plain } from '../../src/shared/paint.ts';
import type { Run } from '../../src/lint/report/reporter.ts';
import type { Finding, Report } from '../../src/lint/rule.ts';

/** Reports with everything ordinary filled in, for tests of what prints them. */

export const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'no-timeout',
  tier: 'error',
  services: ['orders', 'cart'],
  message: 'orders calls cart without a timeout',
  help: 'Bound the call.',
  location: { file: 'orders/checkout.ts', line: 2, column: 16 },
  related: [{ file: 'compose.yml', line: 5, note: 'CART_URL=http://cart:4002' }],
  fingerprint: 'abc',
  suppressed: null,
  fix: null,
  ...more,
});

export const report = (more: Partial<Report> = {}): Report => ({
  findings: [finding()],
  notEvaluable: [{ rule: 'unversioned-api', services: ['bff'], reason: 'only GraphQL' }],
  services: [service('orders'), service('cart'), service('bff', { role: 'gateway' })],
  coverage: { files: 12, skipped: [{ file: 'big.js', reason: 'larger than 1 MB' }] },
  ...more,
});

export const run = (more: Partial<Run> = {}): Run => ({
  root: '.',
  durationMs: 80.4,
  exitCode: 1,
  tool: { version: '1.2.3', repository: 'https://example.com/ms', describeRules },
  paint: plain,
  read: () => undefined,
  ...more,
});

/** What files may hold and formats must survive: markup, control characters, half a surrogate pair, line ends. */
export const hostile = 'a <b> & "c" \'d\' | `e` %25 ::error:: ]]> \u0000\u0007\u001B[31m \uD800 \uFFFE \r\n# @team {x}, é 😀';

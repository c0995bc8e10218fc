import type { Finding, Tier } from '../rule.ts';
import { fromHere } from './place.ts';
import type { Reporter } from './reporter.ts';
import { openFindings } from './summary.ts';

/** GitLab Code Quality: a subset of the Code Climate format, https://docs.gitlab.com/ci/testing/code_quality. */

const severity = { error: 'critical', warning: 'major', info: 'info' } as const satisfies Record<Tier, string>;

const issue = ({ rule, tier, message, fingerprint, location: { file, line } }: Finding, root: string): object => ({
  type: 'issue',
  check_name: rule,
  description: message,
  categories: ['Complexity'],
  severity: severity[tier],
  fingerprint,
  location: { path: fromHere(root, file), lines: { begin: line } },
});

const print = (issues: readonly object[]): string => `${JSON.stringify(issues, null, 2)}\n`;

export const gitlab: Reporter = {
  report: (report, { root }) => print(openFindings(report).map((finding) => issue(finding, root))),
  refusal: ({ message, hint }, { root }) => print([{
    type: 'issue',
    check_name: 'run-refused',
    description: `${message}. ${hint}`,
    categories: ['Complexity'],
    severity: 'blocker',
    fingerprint: 'run-refused',
    location: { path: root, lines: { begin: 1 } },
  }]),
};

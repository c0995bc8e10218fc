import type { Finding, Report } from '../rule.ts';
import type { Refusal, Reporter, Run } from './reporter.ts';
import { summarise } from './summary.ts';

const finding = ({ rule, tier, services, message, location, related, fingerprint, suppressed, fix }: Finding): object => ({
  rule,
  tier,
  services,
  message,
  location: { file: location.file, line: location.line, column: location.column },
  related: related.map(({ file, line, note }) => ({ file, line, note })),
  fingerprint,
  suppressed,
  fix,
});

const print = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;

const printReport = (report: Report, { root, durationMs }: Run): string =>
  print({
    version: 1,
    root,
    summary: { ...summarise(report), durationMs: Math.round(durationMs) },
    findings: report.findings.map(finding),
    notEvaluable: report.notEvaluable,
    coverage: report.coverage,
  });

/** As every command of the tool says with `--json` what went wrong. */
const printRefusal = ({ code, message, hint }: Refusal): string => print({ error: { code, message, hint } });

/** The stable machine-readable report, version 1. */
export const json: Reporter = { report: printReport, refusal: printRefusal };

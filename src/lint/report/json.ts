import type { Finding, Report } from '../rule.ts';
import { summarise } from './summary.ts';

/** What a report does not know about itself: where it was made and how long that took. */
export interface Run {
  /** The analysed root as the user would write it, `/` only. */
  readonly root: string;
  readonly durationMs: number;
}

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

/** The stable machine-readable report, version 1. */
export const jsonReport = (report: Report, { root, durationMs }: Run): string => {
  const document = {
    version: 1,
    root,
    summary: { ...summarise(report), durationMs: Math.round(durationMs) },
    findings: report.findings.map(finding),
    notEvaluable: report.notEvaluable,
    coverage: report.coverage,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};

import type { Finding, Report } from '../rule.ts';

/** `summary` of the JSON report, without the time. Suppressed findings do not count. */
export interface Summary {
  readonly services: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly notEvaluable: number;
}

export const openFindings = (report: Report): readonly Finding[] => report.findings.filter((finding) => finding.suppressed === null);

export const summarise = (report: Report): Summary => {
  const tiers = Map.groupBy(openFindings(report), (finding) => finding.tier);
  return {
    services: report.services.length,
    errors: tiers.get('error')?.length ?? 0,
    warnings: tiers.get('warning')?.length ?? 0,
    infos: tiers.get('info')?.length ?? 0,
    notEvaluable: report.notEvaluable.length,
  };
};

/** An error always fails; warnings fail above `maxWarnings`; infos never. */
export const fails = (summary: Summary, maxWarnings: number): boolean => summary.errors > 0 || summary.warnings > maxWarnings;

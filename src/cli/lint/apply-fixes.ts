import { changeTree } from '../../files/journal.ts';
import { overlay } from '../../files/overlay.ts';
import type { FixPlan, NotFixed } from '../../lint/fixes/plan-fixes.ts';
import type { Finding, Report } from '../../lint/rule.ts';
import { compare } from '../../plan/compare.ts';
import type { Change, Plan } from '../../plan/plan.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { analyze } from '../../system/analyze.ts';
import type { Declared } from '../../system/model.ts';
import type { Invocation } from '../command.ts';
import type { SystemInput } from '../read-system.ts';
import { printChanges } from '../steps/print-changes.ts';
import { judge, type Measure, type Subject } from './judge.ts';

/** Lines move, so a finding is known again by what it says and about which file; equal ones are counted. */
const keyOf = ({ rule, message, location }: Finding): string => JSON.stringify([rule, message, location.file]);
const open = ({ findings }: Report): readonly string[] => findings.filter(({ suppressed }) => suppressed === null).map(keyOf);

/** Fixes after which their finding is still there: the code says something else than it seems to. */
const ineffective = (fixed: readonly Finding[], before: Report, now: Report): ReadonlySet<Finding> => {
  const count = (keys: readonly string[], key: string): number => keys.filter((one) => one === key).length;
  const [was, is] = [open(before), open(now)];
  return new Set(fixed.filter((finding) => count(is, keyOf(finding)) > count(was, keyOf(finding)) - count(fixed.map(keyOf), keyOf(finding))));
};

interface Tried {
  readonly plan: Plan;
  readonly changes: readonly Change[];
  readonly subject: Subject;
  readonly report: Report;
}

/** What a fixed system is, and what was and was not done to it. */
export interface Fixed {
  readonly subject: Subject;
  readonly report: Report;
  readonly changes: readonly Change[];
  readonly fixed: readonly Finding[];
  readonly notFixed: readonly NotFixed[];
}

/** Repairs on paper, judged again before anything is written: a fix that does not remove its finding is not made. */
const repair = async (system: SystemInput, report: Report, measure: Measure, declared: Declared): Promise<Fixed> => {
  const { planFixes } = await import('../../lint/fixes/plan-fixes.ts');
  const tried = ({ plan }: FixPlan): Tried => {
    const changes = compare(plan, system.files.read);
    const files = overlay(system.files, changes);
    const subject = { files, model: analyze(files, declared) };
    return { plan, changes, subject, report: judge(subject, measure) };
  };
  const first = planFixes(report.findings, system);
  const attempt = tried(first);
  const useless = ineffective(first.fixed, report, attempt.report);
  if (useless.size === 0) return { ...attempt, ...first };
  const second = planFixes(report.findings.filter((finding) => !useless.has(finding)), system);
  const kept = [...useless].map((finding) => ({ finding, reason: 'the finding would still be there' }));
  return { ...tried(second), ...second, notFixed: [...second.notFixed, ...kept] };
};

const place = ({ location: { file, line } }: Finding): string => `${file}:${line}`;

const tell = ({ fixed, notFixed, changes }: Fixed, { terminal }: Invocation): void => {
  if (fixed.length === 0) terminal.err('nothing was fixed.');
  else terminal.err(`fixed ${fixed.length} of ${fixed.length + notFixed.length} findings in ${changes.length} files:`);
  for (const { kind, path } of changes) terminal.err(`  ${kind} ${path}`);
  for (const { finding, reason } of notFixed) terminal.err(`  not fixed: ${finding.rule} at ${place(finding)}: ${reason}`);
};

/** Carries `--fix` out, or shows it with `--dry-run`, which ends the run. */
export const applyFixes = async (system: SystemInput, report: Report, measure: Measure, invocation: Invocation): Promise<Fixed | ExitCode> => {
  const fixed = await repair(system, report, measure, system.model.declared);
  if (invocation.flags['dryRun'] === true) {
    for (const { finding, reason } of fixed.notFixed) invocation.terminal.err(`not fixed: ${finding.rule} at ${place(finding)}: ${reason}`);
    return printChanges(fixed.changes, invocation);
  }
  if (fixed.changes.length > 0) changeTree(system.root, fixed.changes);
  tell(fixed, invocation);
  return fixed;
};

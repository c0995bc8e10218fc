import { systemAround } from '../../files/find-system.ts';
import { changeTree } from '../../files/journal.ts';
import { manifestChanges } from '../../files/manifest.ts';
import { overlay } from '../../files/overlay.ts';
import { reader } from '../../files/text-file.ts';
import type { Ground } from '../../lint/fixes/fix.ts';
import type { FixPlan, NotFixed } from '../../lint/fixes/plan-fixes.ts';
import type { Finding, Report } from '../../lint/rule.ts';
import { compare } from '../../plan/compare.ts';
import type { Change } from '../../plan/plan.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { analyze } from '../../system/analyze.ts';
import { sourceFacts } from '../../system/facts/source-facts.ts';
import type { Invocation } from '../command.ts';
import type { SystemInput } from '../read-system.ts';
import { startReading } from '../reading.ts';
import { printChanges } from '../steps/print-changes.ts';
import { readManifest } from '../steps/target.ts';
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
  readonly changes: readonly Change[];
  readonly subject: Subject;
  readonly report: Report;
}

/** What a fixed system is, and what was and was not done to it. */
export interface Fixed extends Tried {
  readonly fixed: readonly Finding[];
  readonly notFixed: readonly NotFixed[];
}

/** `ms add-client`, where this tool made the system. */
const connectIn = async ({ root, files, model }: SystemInput): Promise<Ground['connect']> => {
  if (systemAround(root) !== root || files.read('packages/chassis/package.json') === undefined) return null;
  const [{ clientPlan }, { requireService, standingSystem }] = await Promise.all([import('../../create/kinds/client.ts'), import('../../create/standing-system.ts')]);
  const standing = standingSystem(model, files.read);
  return (from, to) => clientPlan(requireService(standing, from), requireService(standing, to), standing, 'http').operations;
};

/** Repairs on paper, judged again before anything is written: a fix that does not remove its finding is not made. */
const repair = async (system: SystemInput, report: Report, measure: Measure, invocation: Invocation): Promise<Fixed> => {
  const { planFixes } = await import('../../lint/fixes/plan-fixes.ts');
  const ground: Ground = { files: system.files, model: system.model, connect: await connectIn(system) };
  const tried = ({ plan }: FixPlan): Tried => {
    const changes = compare(plan, system.files.read);
    const files = overlay(system.files, changes);
    const reading = startReading(system.root, invocation);
    const subject = { files, model: analyze(files, system.model.declared, sourceFacts(files, reading.read)) };
    reading.close();
    return { changes, subject, report: judge(subject, measure) };
  };
  const first = planFixes(report.findings, ground);
  const attempt = tried(first);
  const useless = ineffective(first.fixed, report, attempt.report);
  if (useless.size === 0) return { ...attempt, ...first };
  const second = planFixes(report.findings.filter((finding) => !useless.has(finding)), ground);
  const kept = [...useless].map((finding) => ({ finding, reason: 'the finding would still be there' }));
  return { ...tried(second), ...second, notFixed: [...second.notFixed, ...kept] };
};

/** What still stands afterwards: one fix may have removed what another did not know how to. */
const left = ({ notFixed, report }: Fixed): readonly NotFixed[] => {
  const standing = new Set(open(report));
  return notFixed.filter(({ finding }) => standing.has(keyOf(finding)));
};

/** A system of ours remembers what its tool wrote. */
const remembered = (root: string, changes: readonly Change[]): readonly Change[] => {
  if (systemAround(root) !== root) return changes;
  return [...changes, ...manifestChanges(readManifest(root), changes, reader(root))];
};

const place = ({ location: { file, line } }: Finding): string => `${file}:${line}`;

const tell = (result: Fixed, { terminal }: Invocation): void => {
  const { fixed, changes } = result;
  terminal.err(fixed.length === 0 ? 'nothing was fixed.' : `fixed ${fixed.length} findings in ${changes.length} files:`);
  for (const { kind, path } of changes) terminal.err(`  ${kind} ${path}`);
  for (const { finding, reason } of left(result)) terminal.err(`  not fixed: ${finding.rule} at ${place(finding)}: ${reason}`);
};

/** Carries `--fix` out, or shows it with `--dry-run`, which ends the run. */
export const applyFixes = async (system: SystemInput, report: Report, measure: Measure, invocation: Invocation): Promise<Fixed | ExitCode> => {
  const result = await repair(system, report, measure, invocation);
  if (invocation.flags['dryRun'] === true) {
    for (const { finding, reason } of left(result)) invocation.terminal.err(`not fixed: ${finding.rule} at ${place(finding)}: ${reason}`);
    return printChanges(result.changes, invocation);
  }
  if (result.changes.length > 0) changeTree(system.root, remembered(system.root, result.changes));
  tell(result, invocation);
  return result;
};

import type { Finding, Report, Tier, Unevaluated } from '../rule.ts';
import { codeFrame } from './code-frame.ts';
import { inert } from './inert.ts';
import type { Paint } from '../../shared/paint.ts';
import { subjectOf } from './place.ts';
import type { Reporter, Run } from './reporter.ts';
import { openFindings, summarise } from './summary.ts';

type Input = Pick<Run, 'root' | 'durationMs' | 'paint' | 'read'>;

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`.trimEnd());

const frame = ({ location, conceals }: Finding, { read, paint }: Input): readonly string[] => {
  if (conceals === true) return [];
  const source = read(location.file)?.split(/\r?\n/)[location.line - 1] ?? '';
  return codeFrame({ ...location, source }, paint);
};

/** The other places of the chain; what stands on the line that is shown need not be told again. */
const evidence = ({ related, location }: Finding, paint: Paint): readonly string[] =>
  related
    .filter(({ file, line }) => file !== location.file || line !== location.line)
    .map(({ file, line, note }) => `${paint.quiet('=')} ${file}:${line}  ${paint.quiet(note)}`);

const block = (finding: Finding, input: Input): readonly string[] => {
  const { location: { file, line, column }, message } = finding;
  return [
    `${input.paint.strong(`${file}:${line}:${column}`)}  ${message}`,
    ...indented([...frame(finding, input), ...evidence(finding, input.paint)]),
  ];
};

/** Findings of one rule. Help that holds for several in a row stands once, after the last. */
const group = (findings: readonly Finding[], input: Input): readonly string[] => {
  const [first] = findings;
  if (first === undefined) return [];
  const { paint } = input;
  const blocks = findings.flatMap((finding, index) => {
    const last = findings[index + 1]?.help !== finding.help;
    return [...block(finding, input), ...(last ? indented([`${paint.help('help:')} ${finding.help}`]) : []), ''];
  });
  return [`${paint[first.tier](first.tier)} ${paint.strong(first.rule)} (${findings.length})`, '', ...indented(blocks)];
};

const passedOver = (report: Report, paint: Paint): readonly string[] => {
  if (report.notEvaluable.length === 0) return [];
  const line = ({ rule, services, reason }: Unevaluated): string => `${rule}: ${subjectOf(services)}: ${reason}`;
  return [paint.strong(`not evaluable (${report.notEvaluable.length})`), '', ...indented(report.notEvaluable.map(line)), ''];
};

const coverage = (report: Report, input: Input): readonly string[] => {
  const roles = Map.groupBy(report.services, ({ role }) => role);
  const services = [...roles].map(([role, list]) => `${list.length} ${role}`).sort().join(', ');
  const { files, skipped } = report.coverage;
  const seen = `${counted(report.services.length, 'service')} (${services}), ${counted(files, 'file')} in ${Math.round(input.durationMs)} ms`;
  if (skipped.length === 0) return [seen];
  const few = skipped.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
  const more = skipped.length > few.length ? [`and ${skipped.length - few.length} more (--format json has them all)`] : [];
  return [seen, `${counted(skipped.length, 'file')} passed over:`, ...indented([...few, ...more])];
};

const total = (report: Report, paint: Paint): string => {
  const { errors, warnings, infos } = summarise(report);
  const silenced = report.findings.length - openFindings(report).length;
  const part = (count: number, tier: Tier, word: string): string => (count === 0 ? word : paint[tier](word));
  return [
    part(errors, 'error', counted(errors, 'error')),
    part(warnings, 'warning', counted(warnings, 'warning')),
    part(infos, 'info', counted(infos, 'info')),
    ...(silenced === 0 ? [] : [`${silenced} suppressed`]),
  ].join(', ');
};

/** By rule: the line itself, the chain of evidence, what to do; then what was looked at. */
export const prettyReport = (report: Report, input: Input): string => {
  const groups = Map.groupBy(openFindings(report), ({ rule }) => rule);
  const lines = [
    ...[...groups.values()].flatMap((findings) => group(findings, input)),
    ...passedOver(report, input.paint),
    total(report, input.paint),
    ...coverage(report, input),
    ...(groups.size === 0 ? [] : [input.paint.quiet(`ms explain <rule> says why and how to fix it`)]),
  ];
  return `${lines.join('\n')}\n`;
};

/** The report for people. */
export const pretty: Reporter = { report: (report, run) => prettyReport(inert(report), run), refusal: () => null };

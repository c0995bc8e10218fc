import type { Report } from '../../lint/rule.ts';
import { readDirectives } from '../../lint/suppressions.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { analyze } from '../../system/analyze.ts';
import type { Files } from '../../system/files.ts';
import { traced } from '../../system/trace.ts';
import type { Invocation } from '../command.ts';
import { openTree, readSystem, requireSystem, type Place, type SystemInput } from '../read-system.ts';
import { startReading } from '../reading.ts';
import { updateModeOf } from './baseline-file.ts';
import { applied, judge, measureOf, type Measure, type OpenMeasure } from './judge.ts';
import { declaredIn, openConfig, requireDeclaredServices, type OpenConfig } from './lint-config.ts';
import { openReportMemory } from './report-memory.ts';

/** A report and the files that it is about. */
export interface Judged {
  readonly files: Files;
  readonly report: Report;
}

interface Opened extends OpenMeasure {
  readonly config: OpenConfig['config'];
}

const requireReadable = (system: SystemInput, { config, measure }: Opened): void => {
  requireSystem(system);
  if (measure.partial !== true) requireDeclaredServices(config, system.model);
};

const repaired = async (system: SystemInput, measure: Measure, invocation: Invocation): Promise<Judged | ExitCode> => {
  const { applyFixes } = await import('./apply-fixes.ts');
  const fixed = await applyFixes(system, judge(system, measure), measure, invocation);
  return typeof fixed === 'number' ? fixed : { files: fixed.subject.files, report: fixed.report };
};

/** The system is read, and what a run writes of it is written: repairs, a baseline. */
const judgedAndWritten = async (place: Place, opened: Opened, invocation: Invocation): Promise<Judged | ExitCode> => {
  const system = readSystem(place, invocation, declaredIn(opened.config));
  requireReadable(system, opened);
  const measure = applied(system, opened, invocation);
  return invocation.flags['fix'] === true ? repaired(system, measure, invocation) : { files: system.files, report: judge(system, measure) };
};

/** The report of the last run when nothing that it follows from has changed, else a new one. */
const judgedOnly = (place: Place, opened: Opened, invocation: Invocation): Judged => {
  const files = openTree(place);
  const reading = startReading(place.root, invocation);
  const directives = readDirectives(files);
  const memory = openReportMemory(place, { files, reading, directives, measure: opened.measure });
  const known = memory.recall();
  if (known !== null) return { files, report: known };
  const tree = traced(files, reading.read);
  const system = { ...place, files: tree.files, model: analyze(tree.files, declaredIn(opened.config), tree.facts) };
  reading.close();
  requireReadable(system, opened);
  const report = judge(system, { ...applied(system, opened, invocation), directives });
  memory.keep(report, tree.trace());
  return { files, report };
};

/** The system in a place and its report, repaired before if that was asked for; an exit code when there is nothing more to report. */
export const judged = async (place: Place, invocation: Invocation): Promise<Judged | ExitCode> => {
  const opened = await openConfig(place.root, invocation);
  const all = { config: opened.config, ...await measureOf(place, opened, invocation) };
  const writes = invocation.flags['fix'] === true || updateModeOf(invocation) !== null;
  return writes ? judgedAndWritten(place, all, invocation) : judgedOnly(place, all, invocation);
};

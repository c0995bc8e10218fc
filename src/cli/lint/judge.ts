import { affectedServices, onlyAffected } from '../../lint/changed.ts';
import { lint, rulesOff, type LintInput } from '../../lint/lint.ts';
import type { Report } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Model } from '../../system/model.ts';
import type { Invocation } from '../command.ts';
import type { Place, SystemInput } from '../read-system.ts';
import { nextBaseline, openBaseline, updateModeOf, writeBaseline, type BaselineFile } from './baseline-file.ts';
import { changedFiles } from './changed-files.ts';
import { text } from './flag-values.ts';
import { today } from '../today.ts';
import type { OpenConfig } from './lint-config.ts';

/** What a run judges by. */
export interface Measure extends Pick<LintInput, 'config' | 'today' | 'partial' | 'configFile' | 'baseline' | 'directives'> {
  /** Files that changed since the commit that was named; null when the whole report is wanted. */
  readonly changed: readonly string[] | null;
}

export interface OpenMeasure {
  readonly measure: Measure;
  /** Null without a baseline. */
  readonly file: BaselineFile | null;
}

/** What is looked at. */
export type Subject = Pick<SystemInput, 'files' | 'model'>;

const concerned = (report: Report, model: Model, changed: readonly string[]): Report => onlyAffected(report, affectedServices(model, changed), new Set(changed));

/** The report about a system. */
export const judge = ({ files, model }: Subject, { changed, ...measure }: Measure): Report => {
  const report = lint({ files, model, rules, ...measure });
  return changed === null ? report : concerned(report, model, changed);
};

/** A changed configuration or baseline concerns every service. */
const changedSince = async (root: string, own: readonly (string | undefined)[], { flags }: Invocation): Promise<readonly string[] | null> => {
  const ref = text(flags['changed']);
  if (ref === undefined) return null;
  const changed = await changedFiles(root, ref);
  return changed.some((file) => own.includes(file)) ? null : changed;
};

const updated = (file: BaselineFile, subject: Subject, measure: Measure, invocation: Invocation): Measure => {
  const mode = updateModeOf(invocation);
  if (mode === null) return measure;
  if (measure.partial === true) throw new UserError(ExitCode.usage, '--update-baseline with some folders of a system would take out what is in the others', 'Run it at the root, without folders.');
  const { findings } = judge(subject, { ...measure, changed: null });
  const baseline = nextBaseline(file, findings, rulesOff({ rules, config: measure.config }), mode);
  writeBaseline(file, baseline);
  return { ...measure, baseline };
};

/** Configuration, baseline and changes that a run asks for, and the file of the baseline. */
export const measureOf = async ({ root, folders }: Place, { config, file: configFile }: OpenConfig, invocation: Invocation): Promise<OpenMeasure> => {
  const file = openBaseline(root, config.baseline, invocation);
  const changed = await changedSince(root, [configFile, file?.file], invocation);
  return { file, measure: { config, today: today(), partial: !folders.includes(''), changed, baseline: file?.baseline ?? null, ...(configFile === undefined ? {} : { configFile }) } };
};

const tellAffected = (model: Model, changed: readonly string[], { flags, terminal }: Invocation): void => {
  const affected = affectedServices(model, changed);
  terminal.err(`changed since ${text(flags['changed'])}: ${affected.size} of ${model.services.length} services${affected.size === 0 ? '' : ` (${[...affected].toSorted().join(', ')})`}`);
};

/** The measure for this system: says what is affected; a baseline that is to be updated is written here. */
export const applied = (subject: Subject, { file, measure }: OpenMeasure, invocation: Invocation): Measure => {
  if (measure.changed !== null) tellAffected(subject.model, measure.changed, invocation);
  return file === null ? measure : updated(file, subject, measure, invocation);
};

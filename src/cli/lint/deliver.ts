import { resolve } from 'node:path';
import { writeReport } from '../../files/write-report.ts';
import { toolPackage } from '../../files/package-root.ts';
import type { Refusal, Reporter, Tool } from '../../lint/report/reporter.ts';
import { UserError, type ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { describeRules } from './described-rules.ts';
import { text } from './flag-values.ts';

export const tool = (): Tool => {
  const { version, homepage } = toolPackage();
  return { version, repository: homepage, describeRules };
};

/** A report goes to `--output`, else to stdout. */
export const deliver = (report: string, { cwd, flags, terminal }: Invocation): void => {
  const output = text(flags['output']);
  if (output === undefined) terminal.out(report);
  else writeReport(resolve(cwd, output), report);
};

/**
 * What the user has to repair, in the format that was asked for: a pipeline that reads reports must not find the one of yesterday.
 * @throws what is no such error, and every error where people read it themselves
 */
export const refuse = (error: unknown, reporter: Reporter, root: string, invocation: Invocation): ExitCode => {
  if (!(error instanceof UserError)) throw error;
  const refusal: Refusal = { code: error.code, message: error.message, hint: error.hint };
  const document = reporter.refusal(refusal, { root, tool: tool() });
  if (document === null) throw error;
  deliver(document, invocation);
  if (!invocation.json) invocation.terminal.err(`error: ${error.message}\n${error.hint}`);
  return error.code;
};

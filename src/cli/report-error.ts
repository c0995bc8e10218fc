import { toolPackage } from '../files/package-root.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { style } from './style.ts';
import type { Terminal } from './command.ts';

interface Told {
  readonly code: ExitCode;
  readonly message: string;
  readonly hint: string;
}

const told = (error: unknown): Told => {
  if (error instanceof UserError) return { code: error.code, message: error.message, hint: error.hint };
  if (error instanceof Error && error.name === 'ExitPromptError') return { code: ExitCode.interrupted, message: 'interrupted', hint: 'Nothing was written.' };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: ExitCode.failed, message: `this is a bug in create-microservice\n${detail}`, hint: `Please report it with the command you ran: ${toolPackage().bugs}` };
};

/** Says what went wrong, on stderr or as the JSON document of `--json`, and gives the exit code. */
export const reportError = (error: unknown, terminal: Terminal, json: boolean): ExitCode => {
  const { code, message, hint } = told(error);
  if (json) terminal.out(JSON.stringify({ error: { code, message, hint } }, null, 2));
  else terminal.err(`${style(terminal).red('error:')} ${message}\n${hint}`);
  return code;
};

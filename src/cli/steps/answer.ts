import { ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';

/** What a command has found out: a document with `--json`, else text. */
export const answer = ({ json, terminal }: Pick<Invocation, 'json' | 'terminal'>, document: object, text: string): ExitCode => {
  terminal.out(json ? JSON.stringify(document, null, 2) : text);
  return ExitCode.done;
};

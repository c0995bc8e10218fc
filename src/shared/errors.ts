/** Exit codes of every command (docs/reference/cli.md). */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  conflicts: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/**
 * Something the user can repair: what happened and where (`message`), and what to do (`hint`).
 * Anything else that is thrown is a bug and is reported as one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ExitCode;
  readonly hint: string;

  constructor(code: ExitCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

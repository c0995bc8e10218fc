import { ExitCode, UserError } from '../shared/errors.ts';
import { systemCode } from './text-file.ts';

const problems: Readonly<Record<string, readonly [code: ExitCode, what: string, hint: string]>> = {
  EACCES: [ExitCode.refused, 'there is no permission to write', 'Choose a folder of yours, or change its permissions.'],
  EPERM: [ExitCode.refused, 'there is no permission to write', 'Choose a folder of yours, or change its permissions.'],
  EROFS: [ExitCode.refused, 'the file system is read-only', 'Choose a folder on a file system that can be written.'],
  ENOSPC: [ExitCode.failed, 'the disk is full', 'Make room and run the same command again; nothing was changed.'],
  EDQUOT: [ExitCode.failed, 'the disk quota is used up', 'Make room and run the same command again; nothing was changed.'],
  EMFILE: [ExitCode.failed, 'too many files are open', 'Close other programs and run the same command again.'],
  ENAMETOOLONG: [ExitCode.usage, 'the path is too long', 'Choose a shorter name or a folder nearer to the root.'],
};

/** A failed write as a sentence for the user; what is no such failure stays what it is. */
export const writeProblem = (error: unknown, path: string): unknown => {
  const problem = problems[systemCode(error) ?? ''];
  if (problem === undefined) return error;
  const [code, what, hint] = problem;
  return new UserError(code, `${path} can not be written: ${what}`, hint);
};

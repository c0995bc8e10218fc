import { basename, relative } from 'node:path';
import type { CreateAnswers } from '../../create/create-questions.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { style } from '../style.ts';
import { initialCommit } from './git.ts';
import { install } from './install.ts';

const nextSteps = (folder: string, { pm }: CreateAnswers, installed: boolean): readonly string[] => {
  const commands = commandsOf(pm);
  return [`cd ${folder}`, ...(installed ? [] : [commands.install]), `${commands.run} dev`];
};

/** What comes after the files: dependencies, repository, and what to do next. */
export const finish = async (target: string, answers: CreateAnswers, { json, terminal }: Invocation): Promise<ExitCode> => {
  const installed = answers.install && await install(target, answers.pm, terminal);
  const repository = answers.git ? await initialCommit(target, terminal) : 'not asked for';
  // From where the user's shell stands, which --cwd does not move.
  const next = nextSteps(relative(process.cwd(), target), answers, installed);
  if (json) terminal.out(JSON.stringify({ system: basename(target), path: target, installed, git: repository, next }, null, 2));
  else terminal.out(`${style(terminal).green('done:')} ${basename(target)} is made.\n\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
  return answers.install && !installed ? ExitCode.failed : ExitCode.done;
};

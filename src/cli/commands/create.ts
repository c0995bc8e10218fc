import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createQuestions, systemName, type CreateAnswers } from '../../create/create-questions.ts';
import { systemPlan } from '../../create/kinds/system.ts';
import { packageManagerOf } from '../../create/package-manager.ts';
import type { Answers } from '../../create/question.ts';
import { createTree } from '../../files/create-tree.ts';
import { changeTree } from '../../files/journal.ts';
import { manifestChanges, type Manifest } from '../../files/manifest.ts';
import { toolPackage } from '../../files/package-root.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { reader } from '../../files/text-file.ts';
import { targetState } from '../../files/find-system.ts';
import { compare } from '../../plan/compare.ts';
import type { Change } from '../../plan/plan.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { printChanges } from '../steps/print-changes.ts';
import { finish } from '../steps/finish.ts';
import { inspectTarget } from '../steps/target.ts';
import { toolSource } from '../steps/tool-source.ts';
import { rootVersions } from '../steps/versions.ts';

const questions = createQuestions(packageManagerOf(process.env['npm_config_user_agent']));

/** What a later run compares itself with: everything that shapes the files. */
const lasting = ({ dir, install: _install, git: _git, ...rest }: Answers): Answers => ({ name: systemName(String(dir)), ...rest });

const sameAnswers = (manifest: Manifest, answers: Answers): boolean => {
  const [before, now] = [manifest.answers, lasting(answers)];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].every((key) => before[key] === now[key]);
};

const changesFor = async (answers: Answers, target: string, { flags, terminal }: Invocation): Promise<readonly Change[]> => {
  const tool = await toolSource(typeof flags['tool'] === 'string' ? flags['tool'] : undefined, terminal);
  const random = (): string => randomBytes(24).toString('base64url');
  const { version } = toolPackage();
  const material = { templates: readTemplates(), versions: rootVersions(tool.spec), toolVersion: version, random, tarball: tool.tarball };
  const changes = compare(systemPlan(answers as unknown as CreateAnswers, material), reader(target));
  const manifest: Manifest = { version: 1, tool: version, answers: lasting(answers), files: {} };
  return [...changes, ...manifestChanges(manifest, changes, reader(target))];
};

const write = (target: string, changes: readonly Change[]): void => {
  if (targetState(target) === 'free') createTree(target, changes.filter((change) => change.kind !== 'delete'));
  else changeTree(target, changes);
};

const alreadyThere = (manifest: Manifest, answers: Answers, { json, terminal }: Invocation): ExitCode => {
  const name = systemName(String(answers['dir']));
  if (!sameAnswers(manifest, answers)) {
    throw new UserError(ExitCode.refused, `${name} is a system already, made with other answers: ${JSON.stringify(manifest.answers)}`, 'Choose another name, or let it grow with `ms add-service`.');
  }
  if (json) terminal.out(JSON.stringify({ system: name, changes: [] }, null, 2));
  else terminal.out(`${name} is there already, made with the same answers: nothing to do.`);
  return ExitCode.done;
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { flags, cwd, terminal } = invocation;
  const { answers, asked } = await ask(questions, invocation);
  const target = resolve(cwd, String(answers['dir']));
  const manifest = inspectTarget(target, flags['force'] === true);
  if (manifest !== null) return alreadyThere(manifest, answers, invocation);
  if (asked) terminal.err(`\nThe same without questions:\n  ${sameLine('npx create-microservice', questions, answers)}\n`);
  const changes = await changesFor(answers, target, invocation);
  if (flags['dryRun'] === true) return printChanges(changes, invocation);
  write(target, changes);
  return finish(target, answers as unknown as CreateAnswers, invocation);
};

export const command: CommandSpec = {
  name: 'create',
  summary: 'make a new system: workspace, chassis, gateway, services, deploy files, CI and tests',
  arguments: questionArguments(questions),
  flags: [
    ...questionFlags(questions),
    { flags: '--tool <spec>', description: 'where the system gets this tool from: a version, a tarball, a folder' },
    { flags: '--dry-run', description: 'print each file with its contents, write nothing' },
    { flags: '--force', description: 'write into a folder that is not empty; files of the same name are overwritten' },
  ],
  examples: ['npx create-microservice my-shop', 'npx create-microservice my-shop --preset shop --pm pnpm --yes', 'ms create my-shop --answers answers.json --no-install'],
  run,
};

import { join } from 'node:path';
import { ciOf, initLintQuestions, lintSetupPlan, type LintSetup } from '../../create/kinds/lint-setup.ts';
import type { Answers } from '../../create/question.ts';
import { nodeMajor } from '../../create/root-package.ts';
import { packageManagerIn } from '../../create/standing-system.ts';
import { configPath } from '../../files/load-config.ts';
import { exists, reader } from '../../files/text-file.ts';
import { baselineName } from '../../lint/baseline/baseline.ts';
import { combine } from '../../plan/combine.ts';
import { compare } from '../../plan/compare.ts';
import type { Plan } from '../../plan/plan.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { Flag, Invocation } from '../command.ts';
import { questionFlags } from '../question-flags.ts';
import { locateSystem, readSystem, requireSystem, type SystemInput } from '../read-system.ts';
import { toolSource } from '../steps/tool-source.ts';
import { rootVersions } from '../steps/versions.ts';
import { writingFlags } from '../steps/writing-flags.ts';
import { firstBaseline } from './first-baseline.ts';
import { declaredIn, openConfig } from './lint-config.ts';

/** What `ms init-lint` and `ms adopt` have in common: a repository that is to be linted, and how. */
export interface OpenSetup {
  readonly system: SystemInput;
  readonly answers: Answers;
  readonly setup: LintSetup;
  readonly plan: Plan;
}

export const setupFlags: readonly Flag[] = [
  ...questionFlags(initLintQuestions('github')),
  { flags: '--tool <spec>', description: 'where the repository gets this tool from: a version, a tarball' },
  ...writingFlags,
];

/** It goes into a workflow and a shell line. */
const requirePlain = (spec: string): string => {
  if (/^[\w.^~@:/+-]+$/.test(spec)) return spec;
  throw new UserError(ExitCode.usage, `--tool ${JSON.stringify(spec)} can not be written into a workflow`, 'Give a version, a range without spaces, or the path of a tarball.');
};

const setupOf = async ({ root, files, model }: SystemInput, { flags, terminal }: Invocation): Promise<LintSetup> => {
  const given = flags['tool'];
  const { spec, tarball } = await toolSource(typeof given === 'string' ? requirePlain(given) : undefined, terminal);
  const config = configPath(root);
  return {
    services: model.services.filter(({ role }) => role !== 'infra'),
    pm: packageManagerIn(files.read),
    tool: spec,
    // The same bytes need not be written again.
    tarball: tarball === null || exists(join(root, tarball.path)) ? null : tarball,
    nodeMajor: nodeMajor(rootVersions(spec)),
    configured: config !== undefined && config !== join(root, 'ms.config.ts'),
    packaged: files.paths.includes('package.json'),
  };
};

/**
 * Reads the repository, asks, and plans: configuration, tool, script and workflow.
 * @throws UserError (exit 3) where there is no system of services
 */
export const openSetup = async (command: string, invocation: Invocation): Promise<OpenSetup> => {
  const place = locateSystem(invocation.cwd, []);
  const { config } = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(config));
  requireSystem(system);
  const asking = initLintQuestions(ciOf(system.files));
  const { answers, asked } = await ask(asking, invocation);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine(command, asking, answers)}\n`);
  const setup = await setupOf(system, invocation);
  return { system, answers, setup, plan: lintSetupPlan(answers, setup) };
};

/** The baseline is of the tree as it will be: the workflow itself answers a finding. One that is there is kept, with all that people wrote into it. */
export const withBaseline = async (plan: Plan, { system, answers }: OpenSetup): Promise<Plan> => {
  if (answers['baseline'] !== true || exists(join(system.root, baselineName))) return plan;
  const contents = await firstBaseline(system, compare(plan, reader(system.root)));
  return combine(plan, { operations: [{ kind: 'create', path: baselineName, contents, owner: 'user', template: 'lint-setup' }] });
};

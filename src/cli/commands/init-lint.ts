import { join } from 'node:path';
import { ciOf, gitlabJob, initLintQuestions, lintSetupPlan, runLine, type LintSetup } from '../../create/kinds/lint-setup.ts';
import { commandsOf } from '../../create/package-manager.ts';
import type { Answers } from '../../create/question.ts';
import { nodeMajor } from '../../create/root-package.ts';
import { packageManagerIn } from '../../create/standing-system.ts';
import { changeTree } from '../../files/journal.ts';
import { configPath } from '../../files/load-config.ts';
import { exists, reader } from '../../files/text-file.ts';
import { baselineName } from '../../lint/baseline/baseline.ts';
import { combine } from '../../plan/combine.ts';
import { compare } from '../../plan/compare.ts';
import type { Change, Plan } from '../../plan/plan.ts';
import { previewEntries } from '../../plan/preview.ts';
import { respectUser } from '../../plan/respect-user.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { firstBaseline } from '../lint/first-baseline.ts';
import { declaredIn, openConfig } from '../lint/lint-config.ts';
import { questionFlags } from '../question-flags.ts';
import { locateSystem, readSystem, requireSystem, type SystemInput } from '../read-system.ts';
import { printChanges } from '../steps/print-changes.ts';
import { toolSource } from '../steps/tool-source.ts';
import { rootVersions } from '../steps/versions.ts';
import { writingFlags } from '../steps/writing-flags.ts';
import { style } from '../style.ts';

const questions = initLintQuestions('github');

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

/** The baseline is of the tree as it will be: the workflow itself answers a finding. One that is there is kept, with all that people wrote into it. */
const withBaseline = async (plan: Plan, system: SystemInput, answers: Answers): Promise<Plan> => {
  if (answers['baseline'] !== true || exists(join(system.root, baselineName))) return plan;
  const contents = await firstBaseline(system, compare(plan, reader(system.root)));
  return combine(plan, { operations: [{ kind: 'create', path: baselineName, contents, owner: 'user', template: 'lint-setup' }] });
};

const report = (changes: readonly Change[], answers: Answers, setup: LintSetup, { json, terminal }: Invocation): ExitCode => {
  const shown = previewEntries(changes);
  const snippet = answers['ci'] === 'gitlab' ? gitlabJob(setup) : null;
  const { install, run } = commandsOf(setup.pm);
  const next = setup.packaged ? [install, `${run} lint:architecture`] : [runLine(setup)];
  if (json) terminal.out(JSON.stringify({ changes: shown, ...(snippet === null ? {} : { snippet }), next }, null, 2));
  else if (shown.length === 0) terminal.out('the architecture is linted already: nothing to do.');
  else terminal.out(`${style(terminal).green('done:')} the architecture is linted\n${shown.map(({ action, path }) => `  ${action} ${path}`).join('\n')}\n\nNext:\n${next.map((line) => `  ${line}`).join('\n')}`);
  if (!json && snippet !== null) terminal.out(`\nAdd this job to .gitlab-ci.yml:\n\n${snippet}`);
  return ExitCode.done;
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { cwd, flags, terminal } = invocation;
  const place = locateSystem(cwd, []);
  const { config } = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(config));
  requireSystem(system);
  const asking = initLintQuestions(ciOf(system.files));
  const { answers, asked } = await ask(asking, invocation);
  if (asked) terminal.err(`\nThe same without questions:\n  ${sameLine('ms init-lint', asking, answers)}\n`);
  const setup = await setupOf(system, invocation);
  const read = reader(system.root);
  const planned = lintSetupPlan(answers, setup);
  const plan = await withBaseline(flags['force'] === true ? planned : respectUser(planned, { read, base: () => undefined }), system, answers);
  const changes = compare(plan, read);
  if (flags['dryRun'] === true) return printChanges(changes, invocation);
  if (changes.length > 0) changeTree(system.root, changes);
  return report(changes, answers, setup, invocation);
};

export const command: CommandSpec = {
  name: 'init-lint',
  summary: 'lint an existing repository: configuration, baseline, script and CI workflow in one step',
  arguments: [],
  flags: [
    ...questionFlags(questions),
    { flags: '--tool <spec>', description: 'where the repository gets this tool from: a version, a tarball' },
    ...writingFlags,
  ],
  examples: ['ms init-lint', 'ms init-lint --yes', 'ms init-lint --ci gitlab --no-baseline', 'npx -p create-microservice ms init-lint --dry-run --yes'],
  run,
};

import { gitlabJob, runLine } from '../../create/kinds/lint-setup.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { changeTree } from '../../files/journal.ts';
import { reader } from '../../files/text-file.ts';
import { compare } from '../../plan/compare.ts';
import type { Change } from '../../plan/plan.ts';
import { previewEntries } from '../../plan/preview.ts';
import { respectUser } from '../../plan/respect-user.ts';
import { ExitCode } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { openSetup, setupFlags, withBaseline, type OpenSetup } from '../lint/lint-setup.ts';
import { printChanges } from '../steps/print-changes.ts';
import { style } from '../style.ts';

const report = (changes: readonly Change[], { answers, setup }: OpenSetup, { json, terminal }: Invocation): ExitCode => {
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
  const { flags } = invocation;
  const open = await openSetup('ms init-lint', invocation);
  const { root } = open.system;
  const read = reader(root);
  const plan = await withBaseline(flags['force'] === true ? open.plan : respectUser(open.plan, { read, base: () => undefined }), open);
  const changes = compare(plan, read);
  if (flags['dryRun'] === true) return printChanges(changes, invocation);
  if (changes.length > 0) changeTree(root, changes);
  return report(changes, open, invocation);
};

export const command: CommandSpec = {
  name: 'init-lint',
  summary: 'lint an existing repository: configuration, baseline, script and CI workflow in one step',
  arguments: [],
  flags: setupFlags,
  examples: ['ms init-lint', 'ms init-lint --yes', 'ms init-lint --ci gitlab --no-baseline', 'npx -p create-microservice ms init-lint --dry-run --yes'],
  run,
};

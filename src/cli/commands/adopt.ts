import { basename } from 'node:path';
import { gitlabJob } from '../../create/kinds/lint-setup.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { systemAround } from '../../files/find-system.ts';
import { changeTree } from '../../files/journal.ts';
import { adoptedManifest, isAdopted, manifestChanges } from '../../files/manifest.ts';
import { toolPackage } from '../../files/package-root.ts';
import { reader } from '../../files/text-file.ts';
import { compare } from '../../plan/compare.ts';
import type { Change, Plan } from '../../plan/plan.ts';
import { previewEntries } from '../../plan/preview.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Model, Service } from '../../system/model.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { openSetup, setupFlags, withBaseline, type OpenSetup } from '../lint/lint-setup.ts';
import { answer } from '../steps/answer.ts';
import { printChanges } from '../steps/print-changes.ts';
import { readManifest } from '../steps/target.ts';
import { style } from '../style.ts';

/** True when the repository is adopted already; @throws UserError (exit 3) for a system of ours, and inside of any */
const isDone = (cwd: string): boolean => {
  const root = systemAround(cwd);
  if (root === null) return false;
  if (root !== cwd) throw new UserError(ExitCode.refused, `${cwd} is inside the system ${basename(root)}`, 'Run it at the root of a repository that create-microservice knows nothing of.');
  if (!isAdopted(readManifest(root))) throw new UserError(ExitCode.refused, `${basename(root)} was made by create-microservice: there is nothing to adopt`, 'Let it grow: `ms add-service`, `ms add-client`, `ms add-event`.');
  return true;
};

/** What is there is theirs, whatever it says. */
const leavingFiles = ({ operations }: Plan, read: (path: string) => string | undefined): Plan => ({ operations: operations.filter(({ kind, path }) => kind === 'edit' || read(path) === undefined) });

/** Services that a client can be added to, and how many routes of each a client would have. */
const described = (service: Service, { routes }: Model) => ({
  name: service.name, path: service.path, role: service.role, framework: service.framework,
  routes: routes.filter(({ service: owner, kind }) => owner === service.name && kind === 'http').length,
});

/** A list that fits on a screen. */
const shownServices = 30;

const line = ({ name, path, role, framework, routes }: ReturnType<typeof described>): string => `  ${name}  ${role}${framework === null ? '' : `, ${framework}`}, ${String(routes)} routes  ${path}`;

const list = (services: readonly ReturnType<typeof described>[]): string => [
  ...services.slice(0, shownServices).map(line),
  ...(services.length > shownServices ? [`  and ${String(services.length - shownServices)} more: ms list`] : []),
].join('\n');

const report = (changes: readonly Change[], { system: { model }, setup, answers }: OpenSetup, invocation: Invocation): ExitCode => {
  const services = setup.services.map((service) => described(service, model));
  const snippet = answers['ci'] === 'gitlab' ? gitlabJob(setup) : null;
  const next = [...(setup.packaged ? [commandsOf(setup.pm).install] : []), 'ms add-client <from> <to>', 'ms add-event <service> <event> --to <services>'];
  const shown = previewEntries(changes);
  const text = `${style(invocation.terminal).green('done:')} adopted, with ${String(services.length)} services\n${list(services)}\n\n${shown.map(({ action, path }) => `  ${action} ${path}`).join('\n')}\n\nNext:\n${next.map((one) => `  ${one}`).join('\n')}`;
  return answer(invocation, { services, changes: shown, ...(snippet === null ? {} : { snippet }), next }, snippet === null ? text : `${text}\n\nAdd this job to .gitlab-ci.yml:\n\n${snippet}`);
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  if (isDone(invocation.cwd)) return answer(invocation, { changes: [] }, 'this repository is adopted already: nothing to do.');
  const open = await openSetup('ms adopt', invocation);
  const { root } = open.system;
  const read = reader(root);
  const kept = invocation.flags['force'] === true ? open.plan : leavingFiles(open.plan, read);
  const changes = compare(await withBaseline(kept, open), read);
  const all = [...changes, ...manifestChanges(adoptedManifest(toolPackage().version), changes, read)];
  if (invocation.flags['dryRun'] === true) return printChanges(all, invocation);
  changeTree(root, all);
  return report(changes, open, invocation);
};

export const command: CommandSpec = {
  name: 'adopt',
  summary: 'take a repository that this tool did not make as it is: lint it, in CI too, and let guarded clients and events be added to its services',
  arguments: [],
  flags: setupFlags,
  examples: ['ms adopt', 'ms adopt --yes', 'npx -p create-microservice ms adopt --dry-run --yes'],
  run,
};

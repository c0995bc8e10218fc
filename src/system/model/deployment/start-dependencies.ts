import type { StartDependency } from '../../deployment-model.ts';
import { folderOf } from '../../paths.ts';
import type { ComposeService } from '../../workspace/compose/compose.ts';
import type { Deployed, Workspace } from '../../workspace/workspace.ts';
import type { Directory } from '../directory.ts';

type Services = Workspace['services'];

/** The service behind a name in a compose file: what that file calls so, else what a file beside it does. */
const named = (services: Services, { file }: ComposeService, name: string): Deployed | undefined => {
  const beside = services.flatMap((one) => one.candidate.compose.filter((compose) => compose.name === name && folderOf(compose.file) === folderOf(file)).map((compose) => ({ one, compose })));
  return (beside.find(({ compose }) => compose.file === file) ?? beside[0])?.one;
};

const ofCompose = (services: Services): readonly StartDependency[] =>
  services.flatMap((one) => one.candidate.compose.flatMap((compose) => compose.dependsOn.filter(({ completed }) => !completed).flatMap(({ name, line }) => {
    const to = named(services, compose, name);
    return to === undefined ? [] : [{ from: one.service.name, to: to.service.name, file: compose.file, line, note: `depends_on ${name}` }];
  })));

/** Hosts that a shell command waits for: `wait-for-it orders:3000`, `until nc -z orders 3000; do sleep 1; done`. */
const awaitedHosts = (command: string): readonly string[] => {
  const waits = /\bwait[-_]?(?:for|on)\b[\w./-]*|\bdockerize\b|\b(?:until|while)\b[\s\S]*?\b(?:sleep|done)\b/.test(command);
  if (!waits) return [];
  return [...command.matchAll(/(?:\b(?:https?|tcp|http-get):(?:\/\/)?)?(?<![\w.-])([a-z][\w.-]*)(?::|\s+)(\d{2,5})\b|\bhttps?:\/\/([a-z][\w.-]*)/gi)].map(([, host, , other]) => host ?? other ?? '');
};

const ofInitContainers = (services: Services, directory: Directory): readonly StartDependency[] =>
  services.flatMap(({ service, candidate }) => candidate.workloads.flatMap(({ initContainers }) => initContainers.flatMap(({ command, file, line, name }) =>
    awaitedHosts(command).flatMap((host) => {
      const to = directory.byName(host.split('.')[0] ?? host);
      return to === null ? [] : [{ from: service.name, to: to.name, file, line, note: `init container ${name} waits for ${host}` }];
    }))));

/** What is started only after another service. */
export const readStartDependencies = ({ services }: Workspace, directory: Directory): readonly StartDependency[] =>
  [...ofCompose(services), ...ofInitContainers(services, directory)].filter(({ from, to }) => from !== to);

import type { PortClaim } from '../../deployment-model.ts';
import { isLocal, readAddress } from '../address.ts';
import { chassisListenings } from '../chassis-services.ts';
import { gapsOf } from './environments.ts';
import { portIn, readListenings, type Listening } from '../ports.ts';
import type { System } from '../system.ts';
import type { Term } from '../term.ts';
import { textOf } from '../text.ts';
import type { Environment } from '../../workspace/environment.ts';
import type { Deployed } from '../../workspace/workspace.ts';

interface Container {
  readonly own: Environment;
  /** More variables may be set than the files tell; those of the image are among what they may replace. */
  readonly hidden: boolean;
}

/** The containers that a service runs in. Where no file describes one, whoever starts the image sets what they like. */
const containersOf = ({ candidate }: Deployed, gaps: boolean): readonly Container[] => {
  const containers = [
    ...candidate.compose.map(({ environment, absentEnvFiles }) => ({ own: environment, hidden: gaps || absentEnvFiles.length > 0 })),
    ...candidate.workloads.map(({ environment, containers: all }) => ({ own: environment, hidden: gaps || all.some(({ unseen, named }) => unseen.length + named.length > 0) })),
  ];
  return containers.length > 0 ? containers : [{ own: [], hidden: true }];
};

const variablesIn = (term: Term): readonly string[] =>
  term.kind === 'environment' ? [term.name] : term.kind === 'either' ? term.options.flatMap(variablesIn) : term.kind === 'concat' ? term.parts.flatMap(variablesIn) : [];

/** `config.get('port')` asks for a setting that some loader brings; containers set `PORT`. */
const isVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

/** `settings.port ?? 3000`: the settings may say another. */
const hasUnknown = (term: Term): boolean => term.kind === 'unknown' || term.kind === 'external' || (term.kind === 'either' && term.options.some(hasUnknown));

/** The ports that a place can come to listen on; null when one of its environments does not tell. */
const possible = (term: Term, one: Deployed, gaps: boolean): readonly number[] | null => {
  if (hasUnknown(term)) return null;
  const names = variablesIn(term);
  const image = one.candidate.dockerfiles.flatMap(({ environment }) => environment);
  const ports = containersOf(one, gaps).flatMap(({ own, hidden }): readonly (number | null)[] => {
    const set = names.some((name) => own.some((variable) => variable.name === name));
    if (!set && names.length > 0 && (hidden || names.some((name) => !isVariable(name)))) return [null];
    const plain = portIn(textOf(term, [...own, ...image]).text);
    const withFile = portIn(textOf(term, [...own, ...image, ...one.dotenv]).text);
    return set ? [plain] : [withFile, ...(plain === null ? [] : [plain])];
  });
  return ports.some((port) => port === null) ? null : ports.filter((port) => port !== null);
};

/** Where a service listens, as far as all of it is known: one place that is not hides what the others say. */
const listened = (one: Deployed, own: readonly Listening[], gaps: boolean): readonly PortClaim[] => {
  const found = own.map((at) => ({ at, ports: possible(at.term, one, gaps) }));
  if (found.some(({ ports }) => ports === null)) return [];
  return found.flatMap(({ at: { file, line, column }, ports }) => [...new Set(ports)].map((port) => ({ service: one.service.name, port, by: 'listen' as const, file, line, ...(column === undefined ? {} : { column }) })));
};

/** Ports that a program listens on when its image is started as it is. */
const byDefault = ({ candidate }: Deployed, listenings: readonly Listening[]): ReadonlySet<number | null> => {
  const image = candidate.dockerfiles.flatMap(({ environment }) => environment);
  return new Set(listenings.map(({ term }) => portIn(textOf(term, image).text)));
};

/** `EXPOSE 3000`, but for what arguments fill and for what is right until a deployment sets another port. */
const exposed = ({ service, candidate }: Deployed, usual: ReadonlySet<number | null>): readonly PortClaim[] =>
  candidate.dockerfiles.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => {
    const [, ports = ''] = /^\s*EXPOSE\s+(.*)$/i.exec(line) ?? [];
    return ports.split(/\s+/).flatMap((word) => (/^\d+(?:\/tcp)?$/i.test(word) ? [Number.parseInt(word, 10)] : [])).filter((port) => !usual.has(port)).map((port) => ({ service: service.name, port, by: 'image' as const, file: path, line: index + 1 }));
  }));

const contained = ({ service, candidate }: Deployed): readonly PortClaim[] => [
  ...candidate.compose.flatMap(({ file, ports }) => ports.map(({ container, line }) => ({ service: service.name, port: container, by: 'compose' as const, file, line }))),
  ...candidate.workloads.flatMap(({ containers, servicePorts }) => [
    ...containers.flatMap(({ ports, file }) => ports.map(({ port, line }) => ({ service: service.name, port, by: 'container' as const, file, line }))),
    ...servicePorts.flatMap(({ target, file, line }) => (target === null ? [] : [{ service: service.name, port: target, by: 'target' as const, file, line }])),
  ]),
];

/** Addresses of a service in the environments of others: the port of the container in compose, that of the Kubernetes service in a cluster. */
const called = (caller: Deployed, system: System): readonly PortClaim[] => {
  const composed = new Set(caller.candidate.compose.map(({ file }) => file));
  return caller.environment.flatMap(({ value, file, line }) => {
    const address = /^(?:https?|grpc|tcp):\/\//.test(value) || /^[a-z][\w.-]*:\d+$/i.test(value) ? readAddress(value) : null;
    if (address === null || address.port === null || isLocal(address)) return [];
    const reached = system.directory.byAddress(address);
    const target = reached.kind === 'service' ? system.deployed.find(({ service }) => service === reached.service) : undefined;
    if (target === undefined || target === caller) return [];
    const ports = target.candidate.workloads.flatMap(({ servicePorts }) => servicePorts);
    const led = ports.find(({ port }) => port === address.port)?.target;
    if (!composed.has(file) && (ports.length === 0 || led === null)) return [];
    return [{ service: target.service.name, port: composed.has(file) ? address.port : (led ?? address.port), by: 'caller' as const, file, line }];
  });
};

/** Everything that says on which port a service is reached. */
export const readPortClaims = (system: System): readonly PortClaim[] => {
  const listenings = [...readListenings(system), ...chassisListenings(system)];
  return system.deployed.filter(({ service }) => service.node && service.role !== 'ui' && service.role !== 'infra').flatMap((one) => {
    const own = listenings.filter(({ file }) => system.owners(file).includes(one));
    return [...listened(one, own, gapsOf(one, system).length > 0), ...exposed(one, byDefault(one, own)), ...contained(one), ...called(one, system)];
  });
};

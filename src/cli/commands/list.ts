import { loadConfig } from '../../files/load-config.ts';
import type { ExitCode } from '../../shared/errors.ts';
import type { Model, Service } from '../../system/model.ts';
import type { CommandSpec, Invocation, Terminal } from '../command.ts';
import { declaredIn, openConfig } from '../lint/lint-config.ts';
import { locateSystem, readSystem, requireServices } from '../read-system.ts';
import { answer } from '../steps/answer.ts';
import { style } from '../style.ts';

type Ports = Readonly<Record<string, number>>;

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted();

const partsOf = (model: Model, service: string, kind: Model['parts'][number]['kind']): readonly string[] => unique(model.parts.filter((part) => part.service === service && part.kind === kind).map(({ name }) => name));

const described = ({ name, path, role, framework }: Service, model: Model, ports: Ports) => ({
  name, path, role, framework,
  port: ports[name] ?? null,
  stores: unique(model.stores.filter(({ service, role: kind }) => service === name && kind === 'primary').map(({ engine }) => engine)),
  calls: unique(model.calls.filter(({ from }) => from === name).flatMap(({ to }) => (to === null ? [] : [to]))),
  publishes: unique(model.events.filter(({ service, direction }) => service === name && direction === 'publish').flatMap(({ channel }) => channel ?? [])),
  consumes: unique(model.events.filter(({ service, direction }) => service === name && direction === 'consume').flatMap(({ channel }) => channel ?? [])),
  aggregates: partsOf(model, name, 'aggregate'),
  projections: partsOf(model, name, 'projection'),
  sagas: partsOf(model, name, 'saga'),
  flags: model.flags.filter(({ service }) => service === name).map(({ name: flag, expires, reads }) => ({ name: flag, expires, read: reads.length > 0 })),
});

type Line = ReturnType<typeof described>;

const switched = ({ name, expires }: Line['flags'][number]): string => (expires === null ? name : `${name} (until ${expires})`);

const facts = ({ stores, calls, publishes, consumes, aggregates, projections, sagas, flags }: Line): readonly string[] => [
  ...(stores.length > 0 ? [`keeps data in ${stores.join(', ')}`] : []),
  ...(calls.length > 0 ? [`calls ${calls.join(', ')}`] : []),
  ...(publishes.length > 0 ? [`publishes ${publishes.join(', ')}`] : []),
  ...(consumes.length > 0 ? [`follows ${consumes.join(', ')}`] : []),
  ...(aggregates.length > 0 ? [`keeps events of ${aggregates.join(', ')}`] : []),
  ...(projections.length > 0 ? [`reads from ${projections.join(', ')}`] : []),
  ...(sagas.length > 0 ? [`runs ${sagas.join(', ')}`] : []),
  ...(flags.length > 0 ? [`switches ${flags.map(switched).join(', ')}`] : []),
];

const table = (lines: readonly Line[], terminal: Terminal): string => {
  const { bold, dim } = style(terminal);
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map((line) => {
    const port = line.port === null ? '' : ` :${String(line.port)}`;
    return [`${bold(line.name.padEnd(width))}  ${line.role}${port}  ${dim(line.path)}`, ...facts(line).map((fact) => `${' '.repeat(width)}  ${fact}`)].join('\n');
  }).join('\n');
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { cwd, terminal } = invocation;
  const place = locateSystem(cwd, []);
  const { config } = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(config));
  requireServices(system);
  const ports = (await loadConfig(system.root)).dev?.ports ?? {};
  const lines = system.model.services.filter(({ role }) => role !== 'infra').map((service) => described(service, system.model, ports));
  return answer(invocation, { services: lines }, table(lines, terminal));
};

export const command: CommandSpec = {
  name: 'list',
  summary: 'show what stands in this system, as its code says',
  arguments: [],
  flags: [],
  examples: ['ms list', 'ms list --json'],
  run,
};

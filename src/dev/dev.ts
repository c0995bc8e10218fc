import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ExitCode } from '../shared/errors.ts';
import { assignPorts, type Ports, type WantedPorts } from './assign-ports.ts';
import { chaosModule, faultsPath, writeFaults } from './chaos/faults-file.ts';
import { createLevers } from './chaos/levers.ts';
import { readEnvironment, serviceEnvironment, type Environment } from './environment.ts';
import { startInfrastructureOf, type Infrastructure, type PartStatus } from './infrastructure.ts';
import { takeLock } from './lock.ts';
import { createOutput, type Output } from './log/output.ts';
import { createTraces, type Traces } from './otlp/traces.ts';
import { startPage, type Page, type SystemStatus } from './page/page.ts';
import { signalGroup } from './process/process-group.ts';
import { startReaper, type Reaper } from './process/reaper.ts';
import { writeRunning } from './running.ts';
import { findServices, selectServices, type ServiceDefinition } from './services.ts';
import { listenForInterruption, type Interruption } from './shutdown.ts';
import { createSupervisor, type Supervisor } from './supervisor/supervisor.ts';

export interface DevOptions {
  /** Root of the system. */
  readonly root: string;
  readonly ports: WantedPorts;
  /** Names of services; empty for all. */
  readonly only: readonly string[];
  readonly watch: boolean;
  readonly page: boolean;
  /** One JSON object a line instead of the coloured log. */
  readonly json: boolean;
  readonly color: boolean;
  readonly write: (text: string) => void;
}

/** What a run holds; filled while it starts, so that an interruption at any point ends what is there. */
interface Run {
  readonly options: DevOptions;
  readonly directory: string;
  readonly environment: Environment;
  readonly definitions: readonly ServiceDefinition[];
  readonly ports: Ports;
  readonly output: Output;
  readonly reaper: Reaper;
  readonly traces: Traces;
  readonly startedAt: number;
  page: Page | undefined;
  infrastructure: Infrastructure | undefined;
  parts: readonly PartStatus[];
  supervisor: Supervisor | undefined;
  endWatch: () => void;
  forgetRunning: () => void;
  readyAfterMs: number | null;
}

const GATEWAY = 'gateway';

const systemStatus = (run: Run): SystemStatus => ({
  name: basename(run.options.root),
  readyAfterMs: run.readyAfterMs,
  services: run.definitions.flatMap(({ name, database }) => {
    const status = run.supervisor?.find(name)?.status();
    return status === undefined ? [] : [{ ...status, database, role: name === GATEWAY ? 'gateway' as const : 'service' as const }];
  }),
  infrastructure: run.parts,
  edges: run.traces.edges(),
});

const openPage = (run: Run): Promise<Page> => startPage(run.ports.page, {
  system: () => systemStatus(run),
  supervisor: () => run.supervisor,
  queues: () => run.infrastructure?.queues() ?? [],
  levers: createLevers({ directory: run.directory, supervisor: () => run.supervisor, infrastructure: () => run.infrastructure, injects: chaosModule(run.options.root, run.environment) !== undefined, say: (line) => { run.output.say(line, { event: 'chaos' }); } }),
  traces: run.traces,
  visible: run.options.page,
});

const environmentOf = (run: Run, infrastructure: Infrastructure, collector: string) => async (definition: ServiceDefinition, port: number): Promise<Environment> => serviceEnvironment(run.environment, {
  port,
  databaseUrl: await infrastructure.databaseUrl(definition),
  urls: { rabbitmq: infrastructure.rabbitmq, consul: infrastructure.consul, collector },
  compileCache: join(run.directory, 'compile-cache'),
  faults: faultsPath(run.directory),
});

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);

const announce = ({ output, startedAt, supervisor, page, options }: Run): number => {
  const readyAfterMs = Date.now() - startedAt;
  const urls = (supervisor?.statuses() ?? []).map(({ name, url }) => ({ name, url }));
  const all = options.page && page !== undefined ? [...urls, { name: 'page', url: page.url }] : urls;
  const width = Math.max(...all.map(({ name }) => name.length));
  const table = all.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}`).join('\n');
  output.say(`ready in ${seconds(readyAfterMs)} s\n${table}`, { event: 'ready', readyAfterMs, urls: Object.fromEntries(all.map(({ name, url }) => [name, url])) });
  return readyAfterMs;
};

/** What the services need. It takes a short time whatever happens: Postgres and the services are waited for later. */
const assemble = async (run: Run): Promise<void> => {
  const { options, directory, environment, definitions, ports, output, reaper } = run;
  for (const line of ports.moved) output.say(line, { event: 'moved' });
  run.page = await openPage(run);
  const log = (line: string): void => { output.say(line, { event: 'infrastructure' }); };
  const infrastructure = await startInfrastructureOf({ root: options.root, directory, environment, services: definitions, ports, reaper, log });
  run.infrastructure = infrastructure;
  run.supervisor = createSupervisor({ root: options.root, definitions, ports: ports.services, environment: environmentOf(run, infrastructure, run.page.url), output, reaper });
};

const databaseUrls = async (definitions: readonly ServiceDefinition[], { databaseUrl }: Infrastructure): Promise<Readonly<Record<string, string>>> => {
  const urls = await Promise.all(definitions.map(async (definition) => [definition.name, await databaseUrl(definition)] as const));
  return Object.fromEntries(urls.flatMap(([name, url]) => url === undefined ? [] : [[name, url]]));
};

const start = async (run: Run): Promise<void> => {
  if (run.options.watch && run.supervisor !== undefined) run.endWatch = run.supervisor.watch();
  const ready = run.supervisor?.start();
  run.parts = await run.infrastructure?.parts ?? [];
  if (run.infrastructure !== undefined) run.forgetRunning = writeRunning(run.directory, { rabbitmq: run.infrastructure.rabbitmq, page: run.page?.url ?? '', databases: await databaseUrls(run.definitions, run.infrastructure) });
  await ready;
  run.readyAfterMs = announce(run);
};

/** Services first, so that they can drain; then what they drain into. */
const stop = async (run: Run): Promise<void> => {
  run.endWatch();
  run.forgetRunning();
  await run.supervisor?.close();
  await run.infrastructure?.close();
  await run.page?.close();
};

const kill = (run: Run): void => {
  for (const { pid } of run.supervisor?.statuses() ?? []) if (pid !== null) signalGroup(pid, 'SIGKILL');
};

const prepare = async (options: DevOptions, reaper: Reaper): Promise<Run> => {
  const startedAt = Date.now();
  const directory = join(options.root, '.ms', 'dev');
  // Those of a run that was killed are over.
  writeFaults(directory, {});
  const definitions = selectServices(findServices(options.root), options.only);
  const output = createOutput({ json: options.json, color: options.color, services: definitions.map(({ name }) => name), write: options.write });
  return {
    options, directory, definitions, output, reaper, startedAt,
    environment: readEnvironment(options.root), ports: await assignPorts(definitions, options.ports), traces: createTraces(),
    page: undefined, infrastructure: undefined, parts: [], supervisor: undefined, endWatch: () => undefined, forgetRunning: () => undefined, readyAfterMs: null,
  };
};

const killAtSecond = async (run: Run, { second }: Interruption): Promise<void> => {
  await second;
  kill(run);
};

const untilInterrupted = async (run: Run): Promise<void> => {
  const interruption = listenForInterruption();
  const assembled = assemble(run);
  try {
    const started = assembled.then(() => interruption.received() ? undefined : start(run));
    // A system that never becomes ready can be interrupted, too; a part that does not start ends the run.
    await Promise.race([interruption.first, started.then(() => interruption.first)]);
    run.output.say('stopping; once more to end at once', { event: 'stopping' });
    void killAtSecond(run, interruption);
  } finally {
    // What is still coming up could not be ended: it would be left behind.
    await assembled.catch(() => undefined);
    await stop(run);
    interruption.stopListening();
  }
};

/**
 * Runs a system until it is interrupted.
 * @throws UserError when it cannot be started: no service, no Postgres, no port, already running
 */
export const dev = async (options: DevOptions): Promise<ExitCode> => {
  const directory = join(options.root, '.ms', 'dev');
  mkdirSync(directory, { recursive: true });
  const releaseLock = takeLock(join(directory, 'lock'));
  const reaper = startReaper();
  try {
    await untilInterrupted(await prepare(options, reaper));
    return ExitCode.interrupted;
  } finally {
    reaper.close();
    releaseLock();
  }
};

import { relative } from 'node:path';
import { chaosModule } from '../chaos/faults-file.ts';
import type { Output } from '../log/output.ts';
import type { Reaper } from '../process/reaper.ts';
import type { Environment } from '../environment.ts';
import type { ServiceDefinition } from '../services.ts';
import { watchFolder } from '../watch.ts';
import { manageService, type ManagedService, type ServiceStatus } from './managed-service.ts';
import { startProcess } from './service-process.ts';

export interface Supervisor {
  readonly services: readonly ManagedService[];
  readonly statuses: () => readonly ServiceStatus[];
  readonly find: (name: string) => ManagedService | undefined;
  /** Starts all; resolves when each was ready once. */
  readonly start: () => Promise<void>;
  /** Restarts services when their sources, or those they depend on, change. Gives the function that ends it. */
  readonly watch: () => () => void;
  readonly close: () => Promise<void>;
}

export interface SupervisorOptions {
  readonly root: string;
  readonly definitions: readonly ServiceDefinition[];
  readonly ports: ReadonlyMap<string, number>;
  /** Resolves when the service has what it needs to start. */
  readonly environment: (definition: ServiceDefinition, port: number) => Promise<Environment>;
  readonly output: Output;
  readonly reaper: Reaper;
}

type Readiness = Map<string, PromiseWithResolvers<void>>;

const manage = (definition: ServiceDefinition, options: SupervisorOptions, readiness: Readiness): ManagedService => {
  const { ports, environment, output, reaper } = options;
  const { name } = definition;
  const port = ports.get(name) ?? 0;
  return manageService({
    definition,
    port,
    launch: async () => {
      const variables = await environment(definition, port);
      return startProcess({ definition, environment: variables, reaper, line: (text) => { output.service(name, text); }, preload: chaosModule(options.root, variables) });
    },
    changed: ({ state }) => { if (state === 'ready') readiness.get(name)?.resolve(); },
    crashed: (how, delay) => { output.say(`${name} ended with ${how}; it starts again in ${delay / 1000} s, or when a file changes`, { event: 'crashed', name, how, restartInMs: delay }); },
  });
};

export const createSupervisor = (options: SupervisorOptions): Supervisor => {
  const readiness: Readiness = new Map(options.definitions.map(({ name }) => [name, Promise.withResolvers<void>()]));
  const services = options.definitions.map((definition) => manage(definition, options, readiness));

  const start = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.start()));
    await Promise.all([...readiness.values()].map(({ promise }) => promise));
  };

  const restartUsersOf = (folder: string, path: string): void => {
    const users = services.filter(({ definition, status }) => definition.sources.includes(folder) && status().state !== 'stopped');
    const names = users.map(({ definition }) => definition.name);
    if (users.length === 0) return;
    options.output.say(`${relative(options.root, folder)}/${path} changed: restarting ${names.join(', ')}`, { event: 'changed', names });
    for (const service of users) void service.restart();
  };

  const watch = (): (() => void) => {
    const folders = new Set(services.flatMap(({ definition }) => definition.sources));
    const ends = [...folders].map((folder) => watchFolder(folder, (path) => { restartUsersOf(folder, path); }));
    return () => { for (const end of ends) end(); };
  };

  return {
    services,
    statuses: () => services.map(({ status }) => status()),
    find: (name) => services.find(({ definition }) => definition.name === name),
    start, watch,
    close: async () => { await Promise.all(services.map((service) => service.stop())); },
  };
};

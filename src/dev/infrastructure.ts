import { basename, join } from 'node:path';
import { startBroker, type Broker } from './amqp/broker.ts';
import { losable, type Losable } from './chaos/losable.ts';
import { constantCase, type Environment } from './environment.ts';
import { asAdministrator, databaseUrl, newPassword, provision } from './postgres/databases.ts';
import { startPostgres, type Postgres } from './postgres/postgres.ts';
import type { Reaper } from './process/reaper.ts';
import { startRegistry, type Registry } from './registry/registry.ts';
import type { ServiceDefinition } from './services.ts';

/** A part around the services, as the page shows it. */
export interface PartStatus {
  readonly name: 'postgres' | 'rabbitmq' | 'consul';
  /** Without password. */
  readonly url: string;
  /** `given`: a URL of the environment. */
  readonly origin: 'embedded' | 'system' | 'given';
}

export interface Infrastructure {
  readonly rabbitmq: string;
  readonly consul: string;
  /** URL of a service's database; undefined for a service that keeps no data. Rejects when Postgres does not start. */
  readonly databaseUrl: (service: ServiceDefinition) => Promise<string | undefined>;
  /** Resolves when Postgres is there, with all parts. */
  readonly parts: Promise<readonly PartStatus[]>;
  /** Of the embedded broker, while it is there. */
  readonly queues: Broker['queues'];
  /** What `ms dev` brought itself and can take away again; a part that was given is not here. */
  readonly losable: { readonly broker: Losable<Broker> | undefined; readonly registry: Losable<Registry> | undefined };
  readonly close: () => Promise<void>;
}

export interface InfrastructureOptions {
  readonly root: string;
  /** `.ms/dev` */
  readonly directory: string;
  readonly environment: Environment;
  readonly services: readonly ServiceDefinition[];
  readonly ports: { readonly postgres: number; readonly rabbitmq: number; readonly consul: number };
  readonly reaper: Reaper;
  readonly log: (line: string) => void;
}

interface Databases {
  readonly urls: Readonly<Record<string, string>>;
  readonly part: PartStatus | undefined;
  readonly close: () => Promise<void>;
}

const RESERVED = /^(postgres|template\d|pg_.*)$/u;

/** Names that Postgres keeps for itself get an ending. */
const databaseName = (service: string): string => {
  const name = service.replaceAll('-', '_');
  return RESERVED.test(name) ? `${name}_service` : name;
};

const withoutPassword = (text: string): string => {
  const url = new URL(text);
  url.password = '';
  return url.href;
};

const nothingToClose = (): Promise<void> => Promise.resolve();

/**
 * A server of the user's own: a database for each service is made there and stays; its password is set anew each time. Another system
 * may have an `orders`, too, so the names begin with that of the system.
 */
const onGivenServer = async (server: string, root: string, names: readonly string[]): Promise<Databases> => {
  const roles = names.map((service) => ({ service, name: databaseName(`${basename(root)}-${service}`), password: newPassword() }));
  await asAdministrator(server, async (client) => { for (const { name, password } of roles) await provision(client, name, password); });
  const urls = Object.fromEntries(roles.map((role) => [role.service, databaseUrl(server, role.name, role)]));
  return { urls, part: { name: 'postgres', url: withoutPassword(server), origin: 'given' }, close: nothingToClose };
};

const onOwnServer = async ({ root, directory, ports, reaper, log }: InfrastructureOptions, names: readonly string[]): Promise<Databases> => {
  const postgres: Postgres = await startPostgres({ cwd: root, directory, port: ports.postgres, databases: names, reaper });
  log(`Postgres ${postgres.version} (${postgres.origin}) on port ${postgres.port}`);
  const url = `postgres://127.0.0.1:${postgres.port}`;
  return { urls: postgres.urls, part: { name: 'postgres', url, origin: postgres.origin }, close: postgres.close };
};

const given = (environment: Environment, service: ServiceDefinition): string | undefined => environment[`DATABASE_URL_${constantCase(service.name)}`];

const startDatabases = (options: InfrastructureOptions): Promise<Databases> => {
  const names = options.services.filter((service) => service.database && given(options.environment, service) === undefined).map(({ name }) => databaseName(name));
  if (names.length === 0) return Promise.resolve({ urls: {}, part: undefined, close: nothingToClose });
  const server = options.environment['POSTGRES_URL'];
  return server === undefined ? onOwnServer(options, names) : onGivenServer(server, options.root, names);
};

type Started<Part extends Broker | Registry> = Awaited<ReturnType<typeof losable<Part>>>;

/** Both or neither: when one fails, what has started is closed again, Postgres too, once it is up. */
const startParts = async ({ environment, ports, directory, log }: InfrastructureOptions, databases: Promise<Databases>): Promise<{ readonly broker: Started<Broker> | undefined; readonly registry: Started<Registry> | undefined }> => {
  const parts = await Promise.allSettled([
    environment['RABBITMQ_URL'] === undefined ? losable((port = ports.rabbitmq) => startBroker({ port, directory: join(directory, 'broker'), log })) : undefined,
    environment['CONSUL_URL'] === undefined ? losable((port = ports.consul) => startRegistry({ port })) : undefined,
  ]);
  const [broker, registry] = parts;
  if (broker.status === 'fulfilled' && registry.status === 'fulfilled') return { broker: broker.value, registry: registry.value };
  await Promise.all([...parts.map((part) => part.status === 'fulfilled' ? part.value?.lose() : undefined), closeDatabases(databases)]);
  throw parts.find((part) => part.status === 'rejected')?.reason;
};

const closeDatabases = (databases: Promise<Databases>): Promise<void> => databases.then(({ close }) => close(), () => undefined);

/** Broker and registry are up when this resolves; Postgres comes up meanwhile, so that services without data need not wait for it. */
export const startInfrastructureOf = async (options: InfrastructureOptions): Promise<Infrastructure> => {
  const { environment } = options;
  const databases = startDatabases(options);
  // Whoever asks for a database gets the error; nobody may have asked when it happens.
  databases.catch(() => undefined);
  const { RABBITMQ_URL: givenBroker, CONSUL_URL: givenRegistry } = environment;
  const { broker, registry } = await startParts(options, databases);
  const rabbitmq = givenBroker ?? broker?.first.url ?? '';
  const consul = givenRegistry ?? registry?.first.url ?? '';
  const parts = databases.then(({ part }): readonly PartStatus[] => [
    ...part === undefined ? [] : [part],
    { name: 'rabbitmq', url: withoutPassword(rabbitmq), origin: broker === undefined ? 'given' : 'embedded' },
    { name: 'consul', url: consul, origin: registry === undefined ? 'given' : 'embedded' },
  ]);
  parts.catch(() => undefined);
  return {
    rabbitmq, consul, parts,
    databaseUrl: async (service) => service.database ? given(environment, service) ?? (await databases).urls[databaseName(service.name)] : undefined,
    queues: () => broker?.current()?.queues() ?? [],
    losable: { broker, registry },
    close: async () => {
      await Promise.all([broker?.lose(), registry?.lose(), closeDatabases(databases)]);
    },
  };
};

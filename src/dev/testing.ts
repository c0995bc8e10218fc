import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from './amqp/broker.ts';
import { anyFreePort } from './ports.ts';
import { asAdministrator, databaseUrl, drop, newPassword, provision } from './postgres/databases.ts';
import { startPostgres } from './postgres/postgres.ts';
import { startReaper } from './process/reaper.ts';
import { startRegistry } from './registry/registry.ts';

/** The parts a service needs around it, for its tests. */
export interface Infrastructure {
  readonly urls: {
    /** Connection URL by the name that was asked for. */
    readonly postgres: Readonly<Record<string, string>>;
    readonly rabbitmq: string;
    readonly consul: string;
  };
  /** Ends what was started and drops the databases that were made. */
  readonly close: () => Promise<void>;
}

interface Part<Urls> {
  readonly urls: Urls;
  readonly close: () => Promise<void>;
}

const ENTERED_BY_ALL = 0o755;
const NOTHING_TO_CLOSE = (): Promise<void> => Promise.resolve();

/** Throwaway databases on a server that others use too: their names end in something random. */
const borrowPostgres = async (server: string, databases: readonly string[]): Promise<Part<Record<string, string>>> => {
  const suffix = randomBytes(4).toString('hex');
  const roles = databases.map((wanted) => ({ wanted, name: `${wanted}_${suffix}`, password: newPassword() }));
  await asAdministrator(server, async (client) => { for (const { name, password } of roles) await provision(client, name, password); });
  return {
    urls: Object.fromEntries(roles.map((role) => [role.wanted, databaseUrl(server, role.name, role)])),
    close: () => asAdministrator(server, async (client) => { for (const { name } of roles) await drop(client, name); }),
  };
};

const embedPostgres = async (databases: readonly string[]): Promise<Part<Readonly<Record<string, string>>>> => {
  const directory = mkdtempSync(join(tmpdir(), 'ms-testing-'));
  // The account that Postgres runs as under root has to walk through; data and passwords inside are for their owners alone.
  chmodSync(directory, ENTERED_BY_ALL);
  const reaper = startReaper();
  const postgres = await startPostgres({ cwd: process.cwd(), directory, port: await anyFreePort(), databases, reaper });
  const close = async (): Promise<void> => {
    await postgres.close();
    reaper.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { urls: postgres.urls, close };
};

const postgresPart = (server: string | undefined, databases: readonly string[]): Promise<Part<Readonly<Record<string, string>>>> => {
  if (databases.length === 0) return Promise.resolve({ urls: {}, close: NOTHING_TO_CLOSE });
  return server === undefined ? embedPostgres(databases) : borrowPostgres(server, databases);
};

const brokerPart = async (url: string | undefined): Promise<Part<string>> => {
  if (url !== undefined) return { urls: url, close: NOTHING_TO_CLOSE };
  const broker = await startBroker({ port: 0 });
  return { urls: broker.url, close: () => broker.close() };
};

const registryPart = async (url: string | undefined): Promise<Part<string>> => {
  if (url !== undefined) return { urls: url, close: NOTHING_TO_CLOSE };
  const registry = await startRegistry();
  return { urls: registry.url, close: registry.close };
};

/**
 * A real Postgres with the given databases, a broker and a registry. POSTGRES_URL, RABBITMQ_URL and CONSUL_URL name servers to
 * use; what is not named is started on a free port of loopback with its data in a temporary folder.
 * @throws UserError when no Postgres is to be found or it does not start.
 */
export const startInfrastructure = async ({ databases }: { readonly databases: readonly string[] }): Promise<Infrastructure> => {
  const { POSTGRES_URL, RABBITMQ_URL, CONSUL_URL } = process.env;
  const parts = await Promise.allSettled([postgresPart(POSTGRES_URL, databases), brokerPart(RABBITMQ_URL), registryPart(CONSUL_URL)]);
  const close = async (): Promise<void> => { await Promise.all(parts.flatMap((part) => part.status === 'fulfilled' ? [part.value.close()] : [])); };
  const [postgres, broker, registry] = parts;
  if (postgres.status === 'fulfilled' && broker.status === 'fulfilled' && registry.status === 'fulfilled') {
    return { urls: { postgres: postgres.value.urls, rabbitmq: broker.value.urls, consul: registry.value.urls }, close };
  }
  await close();
  throw parts.find((part) => part.status === 'rejected')?.reason;
};

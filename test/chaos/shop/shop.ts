import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';
import { openLink, type Link } from '../parts/link.ts';
import { databaseUrl, inDatabase } from '../parts/postgres.ts';
import { brokerUrl } from '../parts/rabbitmq.ts';
import type { Server, ServerName } from '../parts/server.ts';
import { createInstance, type Instance } from './instance.ts';

export const services = ['orders', 'inventory', 'payment', 'loyalty', 'gateway'] as const;
export type ServiceName = (typeof services)[number];
export const withDatabase = ['orders', 'inventory', 'payment', 'loyalty'] as const;
export const withOutbox = ['orders', 'inventory', 'loyalty'] as const;
const copies = [1, 2] as const;

export const instanceNames = services.flatMap((service) => copies.map((copy) => `${service}-${copy}`));

/** Which servers a service talks to. */
const serversOf = (service: ServiceName): readonly ServerName[] => {
  if (service === 'gateway') return ['redis', 'consul'];
  return service === 'payment' ? ['postgres', 'consul'] : ['postgres', 'rabbitmq', 'consul'];
};

/** `orders-1>postgres` */
export const linkNames = services.flatMap((service) => copies.flatMap((copy) => serversOf(service).map((server) => `${service}-${copy}>${server}`)));

export const jwtSecret = 'a-secret-of-chaos-and-of-nothing-else';

export interface Shop {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly links: ReadonlyMap<string, Link>;
  readonly gateways: readonly string[];
  readonly close: () => Promise<void>;
}

export interface ShopOptions {
  readonly code: string;
  readonly servers: ReadonlyMap<ServerName, Server>;
  readonly ports: readonly number[];
  readonly logs: string;
}

/** Two of each service, each with ways of its own to its servers; resolves when all are ready. */
export const startShop = async ({ code, servers, ports, logs }: ShopOptions): Promise<Shop> => {
  mkdirSync(logs, { recursive: true });
  await createDatabases(servers.get('postgres')?.port ?? 0);
  const links = new Map<string, Link>();
  for (const name of linkNames) links.set(name, await openLink(servers.get(name.split('>')[1] as ServerName)?.port ?? 0));
  const instances = new Map(instanceNames.map((name, index) => {
    const port = ports[index] ?? 0;
    const service = name.split('-')[0] as ServiceName;
    const env = { ...environment(name, service, links), PORT: String(port) };
    return [name, createInstance({ name, port, program: { file: process.execPath, args: ['src/main.ts'], cwd: join(code, 'services', service), env, log: join(logs, `${name}.log`) } })];
  }));
  const close = async (): Promise<void> => {
    await Promise.all(instances.values().map((instance) => instance.close()));
    for (const link of links.values()) link.close();
  };
  try {
    for (const instance of instances.values()) instance.start();
    for (const instance of instances.values()) await eventually(`${instance.name} is ready`, instance.ready, 90_000);
  } catch (error) {
    await close();
    throw error;
  }
  const gateways = copies.map((copy) => instances.get(`gateway-${copy}`)?.url ?? '');
  return { instances, links, gateways, close };
};

const createDatabases = async (port: number): Promise<void> =>
  inDatabase(databaseUrl(port, 'postgres'), async (client) => { for (const name of withDatabase) await client.query(`create database ${name}`); });

/** What production would set; times are shorter, so that a run has time for many recoveries. */
const environment = (name: string, service: ServiceName, links: ReadonlyMap<string, Link>): NodeJS.ProcessEnv => {
  const port = (server: ServerName): number => links.get(`${name}>${server}`)?.port ?? 0;
  const common = {
    PATH: process.env['PATH'], LOG_LEVEL: 'info', DISCOVERY: 'consul', CONSUL_URL: `http://127.0.0.1:${port('consul')}`,
    HEALTH_CHECK_INTERVAL_MS: '1000', BREAKER_HALF_OPEN_AFTER_MS: '2000',
  };
  // The crowd comes through a load balancer, which names each customer's own address.
  if (service === 'gateway') return { ...common, REDIS_URL: `redis://127.0.0.1:${port('redis')}`, JWT_SECRET: jwtSecret, TRUST_PROXY: '127.0.0.1' };
  return { ...common, DATABASE_URL: databaseUrl(port('postgres'), service), RABBITMQ_URL: brokerUrl(port('rabbitmq')) };
};

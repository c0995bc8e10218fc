import { consul } from './consul.ts';
import { postgres } from './postgres.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { createServerPart, type Server, type ServerName } from './server.ts';

export const serverPorts = 9;

/** All four, running. `folder` must be reachable for the user of Postgres. */
export const startServers = async (folder: string, ports: readonly number[]): Promise<ReadonlyMap<ServerName, Server>> => {
  const [database = 0, amqp = 0, distribution = 0, epmd = 0, cache = 0, http = 0, server = 0, serf = 0] = ports;
  const kinds = [postgres(folder, database), rabbitmq(folder, { amqp, distribution, epmd }), redis(folder, cache), consul(folder, { http, server, serf })];
  const servers = await Promise.all(kinds.map(createServerPart));
  try {
    await Promise.all(servers.map(({ start }) => start()));
  } catch (error) {
    await closeServers(servers);
    throw error;
  }
  return new Map(servers.map((part) => [part.name, part]));
};

export const closeServers = async (servers: Iterable<Server>): Promise<void> => {
  await Promise.all([...servers].map(({ close }) => close()));
};

import { anyFreePort, claimPort } from './ports.ts';
import type { ServiceDefinition } from './services.ts';

/** Ports wished for, by service name; `page`, `postgres`, `rabbitmq` and `consul` name the parts of `ms dev` itself. */
export type WantedPorts = Readonly<Record<string, number>>;

export interface Ports {
  readonly services: ReadonlyMap<string, number>;
  readonly page: number;
  readonly postgres: number;
  readonly rabbitmq: number;
  readonly consul: number;
  /** What could not be had: `orders: 3001 is taken, 3002 instead`. */
  readonly moved: readonly string[];
}

/** Beside the usual ones, which a Postgres or RabbitMQ of this machine may use. */
const OWN = { page: 4000, postgres: 15_432, rabbitmq: 15_673, consul: 18_500 } as const satisfies WantedPorts;

/** @throws UserError when a hundred ports in a row are taken */
export const assignPorts = async (services: readonly ServiceDefinition[], wanted: WantedPorts): Promise<Ports> => {
  const promised = new Set<number>();
  const moved: string[] = [];
  const claim = async (name: string, port: number): Promise<number> => {
    const got = await claimPort(port, promised);
    if (got !== port) moved.push(`${name}: port ${port} is taken, ${got} instead`);
    return got;
  };
  const assigned = new Map<string, number>();
  for (const { name } of services) {
    const port = wanted[name];
    if (port !== undefined) assigned.set(name, await claim(name, port));
  }
  const own = async (name: keyof typeof OWN): Promise<number> => claim(name, wanted[name] ?? OWN[name]);
  const [page, postgres, rabbitmq, consul] = [await own('page'), await own('postgres'), await own('rabbitmq'), await own('consul')];
  for (const { name } of services) if (!assigned.has(name)) assigned.set(name, await anyFreePort());
  return { services: assigned, page, postgres, rabbitmq, consul, moved };
};

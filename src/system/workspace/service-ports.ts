import type { Candidate } from './candidates.ts';
import { lookUp, type Environment } from './environment.ts';
import type { Package } from './packages.ts';

/** Scripts that start the program, in production or while it is written. */
const starting = /^(?:start|dev|serve|develop)(?::|$)/;

const told = /(?:^|\s)(?:PORT=|--port[= ]|-p[= ]?)(\d{2,5})(?=\s|$)/g;

/** fastify-cli listens for the program, on a port of its own choice where the script names none. */
const byFastify = /(?:^|\s|&&)fastify\s+start\b/;
const fastifyDefault = 3000;

/** Ports that the scripts of a package start it on: `fastify start -p 3001 app.js`, `PORT=3001 node .`. */
const scriptPorts = ({ scripts }: Package): readonly number[] => {
  const lines = [...scripts].filter(([name]) => starting.test(name)).map(([, line]) => line);
  const ports = lines.flatMap((line) => [...line.matchAll(told)].map(([, port]) => Number(port)));
  return ports.length === 0 && lines.some((line) => byFastify.test(line)) ? [fastifyDefault] : ports;
};

/** Images of one service that expose different ports do not say which it is reached on. */
const exposedIn = (dockerfiles: Candidate['dockerfiles']): readonly number[] => {
  const [first = [], ...others] = dockerfiles.map(({ ports }) => ports).filter((ports) => ports.length > 0);
  return others.every((ports) => ports.join() === first.join()) ? first : [];
};

interface Running extends Pick<Candidate, 'compose' | 'dockerfiles' | 'workloads'> {
  readonly environment: Environment;
  readonly own: Package | undefined;
}

/** Ports that a service is deployed with, or, where nothing deploys it on one, started on. */
export const portsOf = ({ compose, dockerfiles, workloads, environment, own }: Running): readonly number[] => {
  const told = Number(lookUp(environment, 'PORT')?.value ?? Number.NaN);
  const all = [...compose.flatMap(({ ports }) => ports.flatMap(({ host, container }) => [container, ...(host === null ? [] : [host])])), ...workloads.flatMap(({ ports }) => ports), ...exposedIn(dockerfiles), told];
  const deployedOn = [...new Set(all)].filter((port) => Number.isInteger(port) && port > 0);
  return deployedOn.length > 0 || own === undefined ? deployedOn : [...new Set(scriptPorts(own))];
};

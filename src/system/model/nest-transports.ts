import { told } from '../libraries/connections/options.ts';
import type { Evidence, Service } from '../model.ts';
import { once } from '../once.ts';
import { readAddress } from './address.ts';
import { strategyOf } from './nest-strategies.ts';
import type { Owner, System } from './system.ts';
import { symbolOf, type Term } from './term.ts';
import { textOf } from './text.ts';
import { argument, itemsOf, property, type Use } from './use.ts';

/** How a Nest client reaches a server, or where a server listens, in the environment of one service. */
interface Transport {
  /** `TCP`, `RMQ`, `GRPC`, …; null when it cannot be told. */
  readonly kind: string | null;
  readonly queue: string | null;
  readonly url: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly packages: readonly string[];
  readonly evidence: readonly Evidence[];
}

interface Listener {
  readonly owner: Owner;
  readonly transport: Transport;
}

/** Services that a client can be seen to reach, with what shows it. */
export interface Reachable {
  readonly services: readonly Service[];
  readonly evidence: readonly Evidence[];
}

const kindOf = (term: Term): string | null => (term.kind === 'external' ? (symbolOf(term).split('.').at(-1) ?? null) : null);

const readTransport = (system: System, options: Term, { environment }: Owner): Transport => {
  const { reducer } = system;
  const strategy = strategyOf(reducer, options);
  const inner = strategy?.options ?? property(reducer, options, 'options');
  const given = (name: string) => textOf(property(reducer, inner, name), environment);
  const known = (name: string): string | null => {
    const { text, missing } = given(name);
    return missing.length > 0 || text === '' ? null : text;
  };
  const pkg = property(reducer, inner, 'package');
  const packages = (pkg.kind === 'array' ? itemsOf(reducer, pkg) : [pkg]).map((one) => textOf(one, environment)).filter(({ missing }) => missing.length === 0).map(({ text }) => text);
  const port = Number(known('port') ?? Number.NaN);
  return {
    kind: strategy?.transport ?? kindOf(property(reducer, options, 'transport')), packages,
    queue: known('queue'), url: known('url'), host: known('host'), port: Number.isInteger(port) ? port : null,
    evidence: ['queue', 'url', 'host', 'port'].flatMap((name) => given(name).evidence),
  };
};

const isListening = ({ external }: Use): boolean => /\.(?:createMicroservice|connectMicroservice)$/.test(external.path);

/** `NestFactory.createMicroservice(module, options)`, `app.connectMicroservice(options)`. */
const listenersOf = once((system: System): readonly Listener[] =>
  (system.uses.get('@nestjs/core') ?? []).filter(isListening).flatMap((use) => {
    const options = told(use, argument(use, use.external.path.endsWith('.createMicroservice') ? 1 : 0));
    return system.owners(use.frame.file.path).map((owner) => ({ owner, transport: readTransport(system, options, owner) }));
  }));

const meets = (system: System, client: Transport, { owner, transport }: Listener): boolean => {
  if (client.kind !== null && transport.kind !== null && client.kind !== transport.kind) return false;
  // NATS has queues, too: of those that share work, not of those that get it.
  if (client.queue !== null && client.kind !== 'NATS') return client.queue === transport.queue;
  if (client.kind === 'TCP' && transport.kind === 'TCP' && client.port !== null && client.port === (transport.port ?? 3000)) return reaches(system, client, owner.service);
  return false;
};

const addressOf = ({ url, host, port, kind }: Transport): string | null => {
  if (url !== null) return /:\/\//.test(url) ? url : `grpc://${url}`;
  if (host === null && port === null) return null;
  return kind === 'TCP' ? `tcp://${host ?? 'localhost'}:${port ?? 3000}` : null;
};

/** A host that names another service excludes this one. */
const reaches = (system: System, client: Transport, service: Service): boolean => {
  const address = readAddress(addressOf(client) ?? '');
  const reached = address === null ? null : system.directory.byAddress(address);
  return reached?.kind !== 'service' || reached.service === service;
};

const sameName = (a: string, b: string): boolean => a.split('.').at(-1) === b.split('.').at(-1);

/** Whom a client reaches by its queue, its address, or its proto package. */
export const reachable = (system: System, options: Term, owner: Owner): Reachable => {
  const client = readTransport(system, options, owner);
  const others = listenersOf(system).filter((one) => one.owner.service !== owner.service);
  const distinct = (found: readonly Listener[]): readonly Service[] => [...new Set(found.map((one) => one.owner.service))];
  const met = distinct(others.filter((one) => meets(system, client, one)));
  if (met.length === 1) return { services: met, evidence: client.evidence };
  const address = readAddress(addressOf(client) ?? '');
  const reached = address === null ? null : system.directory.byAddress(address);
  if (reached?.kind === 'service' && reached.service !== owner.service) return { services: [reached.service], evidence: client.evidence };
  const packaged = distinct(others.filter(({ transport }) => client.kind !== 'RMQ' && transport.packages.some((one) => client.packages.some((other) => sameName(one, other)))));
  return { services: packaged.length > 0 ? packaged : met, evidence: client.evidence };
};

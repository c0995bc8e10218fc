import { isDeepStrictEqual } from 'node:util';
import type { Field, Table } from '../codec/table.ts';
import { topicMatches } from './topic.ts';

export const exchangeTypes = ['direct', 'fanout', 'topic', 'headers'] as const;
export type ExchangeType = (typeof exchangeTypes)[number];

export interface Binding {
  readonly kind: 'queue' | 'exchange';
  readonly destination: string;
  readonly routingKey: string;
  readonly arguments: Table;
}

export interface Exchange {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Table;
  readonly bindings: Binding[];
}

/** What routing looks at. `headers` is called only where a headers exchange is met. */
export interface Routed {
  readonly routingKey: string;
  readonly headers: () => Table;
}

const present = (wanted: Field, found: Field | undefined): boolean => found !== undefined && (wanted === null || isDeepStrictEqual(wanted, found));

const headersMatch = (wanted: Table, found: Table): boolean => {
  const mode = wanted['x-match'] ?? 'all';
  const withX = mode === 'all-with-x' || mode === 'any-with-x';
  const names = Object.keys(wanted).filter((name) => name !== 'x-match' && (withX || !name.startsWith('x-')));
  const matches = (name: string): boolean => present(wanted[name] ?? null, found[name]);
  return mode === 'any' || mode === 'any-with-x' ? names.some(matches) : names.every(matches);
};

const matchers: { readonly [T in ExchangeType]: (binding: Binding, routed: Routed) => boolean } = {
  direct: (binding, { routingKey }) => binding.routingKey === routingKey,
  fanout: () => true,
  topic: (binding, { routingKey }) => topicMatches(binding.routingKey, routingKey),
  headers: (binding, { headers }) => headersMatch(binding.arguments, headers()),
};

const alternateOf = (exchange: Exchange): string | undefined => {
  const alternate = exchange.arguments['alternate-exchange'];
  return typeof alternate === 'string' ? alternate : undefined;
};

/** Names of the queues a message goes to; each once, however many bindings lead there. */
export const route = (exchanges: ReadonlyMap<string, Exchange>, start: Exchange, routed: Routed): ReadonlySet<string> => {
  const queues = new Set<string>();
  const visited = new Set<string>();
  const visit = (exchange: Exchange | undefined): void => {
    if (exchange === undefined || visited.has(exchange.name)) return;
    visited.add(exchange.name);
    const matched = exchange.bindings.filter((binding) => matchers[exchange.type](binding, routed));
    for (const { kind, destination } of matched) {
      if (kind === 'queue') queues.add(destination);
      else visit(exchanges.get(destination));
    }
    if (matched.length === 0) visit(exchanges.get(alternateOf(exchange) ?? ''));
  };
  visit(start);
  return queues;
};

import type { Evidence, LiteralConnection, Model } from '../../../system/model.ts';
import { furtherSites, variablesAt } from '../../evidence/literals.ts';
import { bySite, judgedServices, namesOf, note, sortedNames } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

/** Stores that are opened with what stands at this place. */
const opened = ({ stores }: Model, { file, line }: LiteralConnection): readonly Evidence[] =>
  [...new Map(stores.filter((store) => store.resolvedBy.some((one) => one.file === file && one.line === line) && !(store.file === file && store.line === line)).map((store) => [`${store.file}:${store.line}`, note(store, `the ${store.engine} client is made with it`)])).values()].slice(0, 1);

const brokers: readonly (readonly [address: RegExp, broker: string])[] = [[/^amqps?:|:567[12]\b/, 'rabbitmq'], [/^nats:|:4222\b/, 'nats'], [/^kafka:|:(?:2?9092|909[34])\b/, 'kafka'], [/^mqtts?:|:1883\b/, 'mqtt']];

/** What goes over a broker at such an address. */
const sent = ({ events }: Model, { service, url }: LiteralConnection): readonly Evidence[] => {
  const broker = brokers.find(([address]) => address.test(url))?.[1];
  return events.filter((event) => event.service === service && event.broker === broker).slice(0, 1).map((event) => note(event, `${service} ${event.direction === 'publish' ? 'publishes' : 'follows'} ${event.channel ?? 'messages'} over it`));
};

/** Who uses it: a client that is made with it, a call that is given it, a message that goes over it; and who has the same address in its code. */
const chain = (model: Model, first: LiteralConnection): readonly Evidence[] => {
  const users = [...opened(model, first), ...first.usedAt, ...sent(model, first)].slice(0, 1);
  return [...users, ...variablesAt(model, first), ...furtherSites(first, model.connections.filter(({ url }) => url === first.url), 'the same address stands here')];
};

const toPositive = (model: Model) => ([first, ...rest]: readonly [LiteralConnection, ...LiteralConnection[]]): Positive => ({
  verdict: 'positive',
  messageId: first.fallback ? 'fallback' : 'literal',
  data: { service: first.service, url: first.url },
  services: sortedNames([first, ...rest].map(({ service }) => service)),
  at: first,
  related: chain(model, first),
});

export const hardcodedConnection = {
  id: 'hardcoded-connection',
  tier: 'warning',
  subject: 'site',
  messages: {
    literal: {
      problem: '{service} has the address of a database or broker in its code: {url}',
      help: 'Read it from the environment and stop with the name of the variable when it is missing.',
    },
    fallback: {
      problem: '{service} falls back to the address of a database or broker in its code: {url}',
      help: 'Leave the fallback out and stop with the name of the variable when it is missing; a default for developers belongs into .env.example.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return bySite(model.connections.filter(({ service }) => judged.has(service))).map(toPositive(model));
  },
} as const satisfies Rule;

import type { Call, DualWrite, EventSite, Site } from '../model.ts';

/** A place that tells somebody else: an event, or a call that changes what another service holds. */
export interface Telling extends Site {
  readonly service: string;
  readonly tells: DualWrite['tells'];
  readonly target: string | null;
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** A POST may only ask; so may a message. */
const asks = /(?:^|[^a-z])(?:get|find|list|fetch|search|query|read|check|validate|verify|lookup|count|calculate|estimate|quote|login|authenticate|exists|is|has|graphql|introspect|preview|filter|health|ping|ids)(?=[^a-z]|$)/i;
/** Told to do it, or told that it is done: `order.create`, `order.created`. */
const commands = /(?:^|[^a-z])(?:create|add|insert|update|set|save|upsert|delete|remove|destroy|cancel|reserve|release|confirm|complete|approve|reject|assign|send|place|process|charge|refund|deduct|increase|decrease|increment|decrement|register|block|credit|debit|change|clear|mark|notify|publish|store|sync|reset|activate|deactivate|make|pay|submit|buy|purchase|withdraw|deposit|transfer|ship|book|redeem)(?:l?ed|d)?(?=[^a-z]|$)/i;

/** What is written down about the work is no part of it. */
const logs = /(?:^|[^a-z])(?:logs?|logging|metrics?|traces?|telemetry)$/i;

/** `createOrder` in words that stand apart. */
const apart = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2');

const lastWords = (path: string): string => apart(path.split(/[/.]/).findLast((part) => part !== '' && !part.startsWith('{') && !part.startsWith(':')) ?? '');

const changesState = ({ method, path, toKind }: Call): boolean => {
  const asked = path ?? '';
  if (toKind !== 'service' || logs.test(lastWords(asked))) return false;
  if (method !== null && method !== 'GRPC' && method !== 'MESSAGE') return changing.has(method) && !asks.test(lastWords(asked));
  return !asks.test(lastWords(asked).split(' ')[0] ?? '') && commands.test(apart(asked));
};

/** A message that an answer is waited for, published with `replyTo`: what it asks says whether it changes anything. */
const isRequest = ({ file, line }: EventSite, calls: readonly Call[]): boolean => calls.some((call) => call.file === file && call.line === line);

/** Places that tell others what happened. */
export const tellings = (events: readonly EventSite[], calls: readonly Call[]): readonly Telling[] => [
  ...events.filter((event) => event.direction === 'publish' && !isRequest(event, calls)).map(({ service, channel, file, line, column }): Telling => ({ service, tells: 'publish', target: channel, file, line, ...(column === undefined ? {} : { column }) })),
  ...calls.filter(changesState).map(({ from, to, path, file, line, column }): Telling => ({ service: from, tells: 'call', target: [to, path].filter((part) => part !== null).join(' '), file, line, ...(column === undefined ? {} : { column }) })),
];

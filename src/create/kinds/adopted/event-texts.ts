import { chassisPackage } from '../../adopted-system.ts';
import { quote } from './written.ts';

/** An event under all its names. */
export interface EventNames {
  /** `orders.shipped.v1` */
  readonly type: string;
  /** `orders-shipped-v1` */
  readonly file: string;
  /** `ordersShippedV1` */
  readonly camel: string;
  readonly pascal: string;
  /** Name of the service that tells of it. */
  readonly publisher: string;
}

/** Where a service keeps its data decides how it takes part: in its own Postgres, or on the bus alone. */
export type MessageStore = 'postgres' | 'bus';

export const contractText = ({ type, camel, pascal, publisher }: EventNames): string => `import { z } from '${chassisPackage}';
import type { ServiceContract } from '${chassisPackage}';

/** What consumers get to know. Each of them has this file: change them together, and only so that an older consumer still reads a newer event. */
const data = z.object({ id: z.string() });
«
export type ${pascal} = z.output<typeof data>;
»
export const ${camel}Contract = {
  name: ${quote(publisher)},
  version: '1.0.0',
  routes: {},
  events: { '${type}': { data } },
}« as const satisfies ServiceContract»;
`;

const connected: Readonly<Record<MessageStore, (service: string) => string>> = {
  postgres: (service) => `import { busConfig, loadConfig, messageTables, openMessages, openStore, postgresConfig } from '${chassisPackage}';
import type { Messages } from '${chassisPackage}';
import { host } from './host';

/** On the database of ${service} (DATABASE_URL) and the broker (RABBITMQ_URL). */
const connected = { ...host, config: { ...host.config, ...loadConfig({ ...busConfig, ...postgresConfig }) } };

/** Outbox and inbox: their tables are made at the start, and remembered apart from the migrations of ${service}. */
const db = openStore«<unknown>»(connected, { migrations: { '0001-messages': messageTables }, migrationTable: 'chassis_migration' });

export const messages«: Messages<unknown>» = openMessages(connected, db);
`,
  bus: (service) => `import { busConfig, connectBus, loadConfig } from '${chassisPackage}';
import type { Bus } from '${chassisPackage}';
import { host } from './host';

/** The broker (RABBITMQ_URL), without a database of ${service} beside it: an event is lost when the process dies between a change and its telling. */
export const bus«: Bus» = connectBus({ ...host, config: { ...host.config, ...loadConfig(busConfig) } });
`,
};

export const connectedText = (store: MessageStore, service: string): string => connected[store](service);

const publishers: Readonly<Record<MessageStore, (names: EventNames) => string>> = {
  postgres: ({ type, file, camel, pascal }) => `import { transactionOf } from '${chassisPackage}';
import type { GivenAttributes, Query } from '${chassisPackage}';
import { ${camel}Contract } from '../contracts/${file}';
import type { ${pascal} } from '../contracts/${file}';
import { messages } from '../messages';

/**
 * Tells the other services, as a part of the change that it tells of: after its commit, and only then. \`query\` runs a statement in the transaction of that
 * change: \`(sql, parameters) => client.query(sql, parameters)\` of pg, \`(sql, parameters) => manager.query(sql, parameters)\` of TypeORM.
 */
export const publish${pascal} = async (query«: Query», event«: ${pascal}», attributes«?: GivenAttributes»)«: Promise<void>» =>
  messages.outbox.within(transactionOf(query)).publish(${camel}Contract, '${type}', event, attributes);
`,
  bus: ({ type, file, camel, pascal }) => `import type { GivenAttributes } from '${chassisPackage}';
import { bus } from '../bus';
import { ${camel}Contract } from '../contracts/${file}';
import type { ${pascal} } from '../contracts/${file}';

/** Tells the other services. It is lost when the process dies between the change and this, and rejects while the broker is away. */
export const publish${pascal} = async (event«: ${pascal}», attributes«?: GivenAttributes»)«: Promise<void>» =>
  bus.publish(${camel}Contract, '${type}', event, attributes);
`,
};

export const publisherText = (store: MessageStore, names: EventNames): string => publishers[store](names);

const consumers: Readonly<Record<MessageStore, { readonly module: string; readonly inbox: string; readonly said: string }>> = {
  postgres: { module: 'messages', inbox: 'messages.inbox', said: "What is written by\n * `queryOf(trx)` of the chassis, where `trx` is the handler's second argument, happens once, however often the event comes; anything else may happen again" },
  bus: { module: 'bus', inbox: 'bus', said: 'Nothing remembers an event here:\n * it may come twice, so make the effect one that may be repeated' },
};

export const consumerText = (store: MessageStore, { type, file, camel, pascal }: EventNames): string => {
  const { module, inbox, said } = consumers[store];
  const contract = `import { ${camel}Contract } from '../contracts/${file}';`;
  const from = `import { ${module} } from '../${module}';`;
  return `${[contract, from].toSorted((a, b) => (a.slice(a.indexOf('../')) < b.slice(b.indexOf('../')) ? -1 : 1)).join('\n')}

/**
 * What follows here from ${type}. ${said}.
 * What fails is tried again, and is put aside in the end: \`ms dlq list\`.
 */
export const consume${pascal} = async ()«: Promise<void>» => {
  await ${inbox}.subscribe(${camel}Contract, '${type}', async ({ data, log }) => {
    log.info({ event: data }, '${type}');
  });
};
`;
};

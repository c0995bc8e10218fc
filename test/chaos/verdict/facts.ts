import { connect } from 'amqplib';
import type { Client } from 'pg';
import { databaseUrl, inDatabase } from '../parts/postgres.ts';
import { brokerUrl } from '../parts/rabbitmq.ts';
import { withOutbox } from '../shop/shop.ts';
import { queuesOf } from './queues.ts';

export interface OrderRow {
  readonly orderId: string;
  readonly customer: string;
  readonly status: string;
  readonly totalCents: number | null;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export interface StockRow {
  readonly sku: string;
  readonly available: number;
  readonly reserved: number;
  readonly shipped: number;
}

export interface SagaRow {
  readonly id: string;
  readonly state: string;
  readonly alarm: string | null;
}

/** What databases and broker say. */
export interface Facts {
  readonly orders: readonly OrderRow[];
  readonly charges: readonly { readonly orderId: string; readonly amountCents: number; readonly status: string }[];
  readonly stock: readonly StockRow[];
  /** What the witness has counted, by customer. */
  readonly accounts: ReadonlyMap<string, { readonly points: number; readonly regrets: number }>;
  /** Sagas of orders that have not ended. */
  readonly openSagas: readonly SagaRow[];
  /** Events that wait in an outbox, by service. */
  readonly outboxes: ReadonlyMap<string, number>;
  /** Messages of each queue of the services that has any. */
  readonly queues: ReadonlyMap<string, number>;
  /** Why each dead letter is one. */
  readonly deadReasons: readonly string[];
}

export interface Places {
  readonly postgres: number;
  readonly rabbitmq: number;
}

export const readStock = async (postgres: number): Promise<readonly StockRow[]> =>
  rows<StockRow>(postgres, 'inventory', 'select sku, available, reserved, shipped from stock order by sku');

export const readFacts = async ({ postgres, rabbitmq }: Places): Promise<Facts> => {
  const accounts = await rows<{ customer: string; points: number; regrets: number }>(postgres, 'loyalty', 'select customer_id as customer, points, regrets from account');
  const outboxes = await Promise.all(withOutbox.map(async (name) => [name, Number((await rows<{ count: string }>(postgres, name, 'select count(*) from outbox'))[0]?.count)] as const));
  return {
    orders: await rows<OrderRow>(postgres, 'orders', 'select order_id as "orderId", customer_id as customer, status, total_cents as "totalCents", lines from customer_order'),
    charges: await rows<Facts['charges'][number]>(postgres, 'payment', 'select order_id as "orderId", amount_cents as "amountCents", status from charge'),
    stock: await readStock(postgres),
    openSagas: await rows<SagaRow>(postgres, 'orders', 'select id, state, alarm from saga where ended_at is null'),
    accounts: new Map(accounts.map(({ customer, ...counted }) => [customer, counted])),
    outboxes: new Map(outboxes),
    ...await readQueues(rabbitmq),
  };
};

const rows = async <Row extends object>(port: number, database: string, query: string): Promise<readonly Row[]> =>
  inDatabase(databaseUrl(port, database), async (client: Client) => (await client.query<Row>(query)).rows);

const readQueues = async (port: number): Promise<Pick<Facts, 'queues' | 'deadReasons'>> => {
  const model = await connect(brokerUrl(port), { timeout: 5_000 });
  try {
    const channel = await model.createChannel();
    const queues = new Map<string, number>();
    const deadReasons: string[] = [];
    for (const queue of queuesOf) {
      const { messageCount } = await channel.checkQueue(queue);
      if (messageCount > 0) queues.set(queue, messageCount);
      for (let index = 0; queue.endsWith('.dead') && index < messageCount; index += 1) {
        const message = await channel.get(queue);
        if (message !== false) deadReasons.push(`${queue}: ${String(message.properties.headers?.['x-dead-reason'] ?? 'expired or rejected by the broker')}`);
      }
    }
    return { queues, deadReasons };
  } finally {
    // What was looked at goes back.
    await model.close();
  }
};

import type { Outcome } from '../customers/order.ts';
import type { Facts, OrderRow, StockRow } from './facts.ts';

/** What must hold when the storm is over, of the customers' answers, the databases and the broker alone. */
export interface Evidence {
  readonly facts: Facts;
  readonly outcomes: readonly Outcome[];
  readonly stockBefore: readonly StockRow[];
}

type Rule = (evidence: Evidence) => readonly string[];

const decided: ReadonlySet<string> = new Set(['confirmed', 'rejected', 'cancelled']);
const isConfirmed = ({ status }: OrderRow): boolean => status === 'confirmed';

const rules = {
  'every order is decided': ({ facts }) => facts.orders.filter(({ status }) => !decided.has(status)).map(({ orderId, status }) => `${orderId} is ${status}`),

  'every saga has ended': ({ facts }) => facts.openSagas.map(({ id, state, alarm }) => `${id} is ${state}: ${alarm ?? 'without alarm'}`),

  'what a customer was told stays true': ({ facts, outcomes }) => {
    const orders = new Map(facts.orders.map((order) => [order.orderId, order]));
    const confirmed = Map.groupBy(facts.orders.filter(isConfirmed), ({ customer }) => customer);
    return outcomes.flatMap(({ told, orderId, intent }) => {
      const status = orders.get(orderId ?? '')?.status;
      if (told === 'odd' || told === 'unanswered') return [];
      const holds = told === 'pending' ? status !== undefined : told === 'rejected' ? status === 'rejected' || status === 'cancelled' : status === told;
      if (!holds) return [`${intent.customer} was told ${told} of ${orderId}, which is ${status ?? 'unknown'}`];
      const others = told === 'rejected' ? confirmed.get(intent.customer) ?? [] : [];
      return others.map((other) => `${intent.customer} was told that the order is rejected, and ${other.orderId} is confirmed`);
    });
  },

  'customers get answers that they understand': ({ outcomes }) =>
    outcomes.filter(({ told }) => told === 'odd' || told === 'unanswered').map(({ intent, told, detail, tries }) => `${intent.customer}: ${told} after ${tries} tries: ${detail}`),

  'one intent is confirmed once at most': ({ facts }) =>
    [...Map.groupBy(facts.orders.filter(isConfirmed), ({ customer }) => customer)].filter(([, orders]) => orders.length > 1).map(([customer, orders]) => `${customer} has ${orders.length} confirmed orders`),

  'money is taken for confirmed orders, and for no others': ({ facts }) => {
    const orders = new Map(facts.orders.map((order) => [order.orderId, order]));
    const charges = new Map(facts.charges.map((charge) => [charge.orderId, charge]));
    const unpaid = facts.orders.filter(isConfirmed).filter(({ orderId, totalCents }) => charges.get(orderId)?.status !== 'charged' || charges.get(orderId)?.amountCents !== totalCents);
    const kept = facts.charges.filter(({ orderId, status }) => status === 'charged' && orders.get(orderId)?.status !== 'confirmed');
    return [
      ...unpaid.map(({ orderId, totalCents }) => `${orderId} is confirmed for ${totalCents} cents; its charge is ${JSON.stringify(charges.get(orderId))}`),
      ...kept.map(({ orderId }) => `${orderId} is charged and ${orders.get(orderId)?.status ?? 'unknown'}`),
    ];
  },

  'stock is conserved': ({ facts, stockBefore }) => {
    const total = ({ available, reserved, shipped }: StockRow): number => available + reserved + shipped;
    return stockBefore.flatMap((before) => {
      const now = facts.stock.find(({ sku }) => sku === before.sku);
      return now !== undefined && total(now) === total(before) ? [] : [`${before.sku}: ${total(before)} before, ${now === undefined ? 'gone' : total(now)} now`];
    });
  },

  'what is confirmed is shipped, and nothing stays reserved': ({ facts, stockBefore }) => {
    const lines = facts.orders.filter(isConfirmed).flatMap(({ lines }) => lines);
    return facts.stock.flatMap(({ sku, reserved, shipped }) => {
      const sold = lines.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);
      const left = shipped - (stockBefore.find((before) => before.sku === sku)?.shipped ?? 0);
      return left === sold && reserved === 0 ? [] : [`${sku}: ${sold} sold, ${left} shipped, ${reserved} still reserved`];
    });
  },

  'each event has its effect exactly once': ({ facts }) => {
    const orders = Map.groupBy(facts.orders, ({ customer }) => customer);
    const customers = new Set([...orders.keys(), ...facts.accounts.keys()]);
    return [...customers].flatMap((customer) => {
      const count = (status: string): number => (orders.get(customer) ?? []).filter((order) => order.status === status).length;
      const { points, regrets } = facts.accounts.get(customer) ?? { points: 0, regrets: 0 };
      const [confirmed, rejected] = [count('confirmed'), count('rejected')];
      return points === confirmed && regrets === rejected ? [] : [`${customer} has ${points} points for ${confirmed} confirmed orders, ${regrets} regrets for ${rejected} rejected ones`];
    });
  },

  'no event waits': ({ facts }) => [
    ...[...facts.outboxes].filter(([, count]) => count > 0).map(([service, count]) => `${count} in the outbox of ${service}`),
    ...[...facts.queues].filter(([queue]) => !queue.endsWith('.dead')).map(([queue, count]) => `${count} in ${queue}`),
  ],

  'no event is given up': ({ facts }) => facts.deadReasons,
} as const satisfies Readonly<Record<string, Rule>>;

/** A rule that does not hold, and where. */
export interface Violation {
  readonly rule: string;
  readonly cases: readonly string[];
}

export const judge = (evidence: Evidence): readonly Violation[] =>
  Object.entries(rules).map(([rule, check]) => ({ rule, cases: check(evidence) })).filter(({ cases }) => cases.length > 0);

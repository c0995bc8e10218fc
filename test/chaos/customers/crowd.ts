import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../support/random.ts';
import { placeOrder, type Intent, type Outcome, type Shopping } from './order.ts';

export interface Crowd {
  /** How many orders have been begun. */
  readonly begun: () => number;
  /** Orders a second from now on. */
  readonly pace: (perSecond: number) => void;
  /** No new customers; resolves when each has been told, or has given up. */
  readonly end: () => Promise<readonly Outcome[]>;
}

/** Orders under way at the same time, at most. */
const most = 60;

/** Customers who come at a steady pace, however the system fares. */
export const startCrowd = (shopping: Shopping, random: Random, perSecond: number): Crowd => {
  const outcomes: Promise<Outcome>[] = [];
  let underWay = 0;
  let pauseMs = 1_000 / perSecond;
  const closed = new AbortController();

  const come = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      if (underWay < most) {
        underWay += 1;
        outcomes.push(placeOrder(shopping, intentOf(outcomes.length + 1, random)).finally(() => { underWay -= 1; }));
      }
      await delay(pauseMs);
    }
  };
  const coming = come();
  return {
    begun: () => outcomes.length,
    pace: (next) => { pauseMs = 1_000 / next; },
    end: async () => {
      closed.abort();
      await coming;
      return Promise.all(outcomes);
    },
  };
};

/** Mostly what there is enough of; sometimes the last moka pots, which are soon gone, sometimes a card that is declined. */
const intentOf = (number: number, random: Random): Intent => {
  const draw = random.between(1, 100);
  const line = (sku: string, most: number) => ({ sku, quantity: random.between(1, most) });
  const items = draw <= 60 ? [line('coffee-beans', 3)] : draw <= 92 ? [line('espresso-cup', 2), line('coffee-beans', 1)] : [line('moka-pot', 1)];
  return { customer: `customer-${number}`, items, cardToken: random.between(1, 100) <= 5 ? 'tok_declined' : 'tok_sample' };
};

import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import type { Facts } from './facts.ts';
import { judge, type Evidence } from './rules.ts';

/** What settled must stay so: a late repetition would still come. */
const stayMs = 3_000;
/** Longer than anything that is in somebody's hand, where it does not show. */
const idleMs = 10_000;

/** Something may still come to its end: an event waits, or a saga goes on. */
export const isUnderWay = ({ outboxes, queues, openSagas }: Facts): boolean =>
  [...outboxes.values()].some((count) => count > 0) || [...queues.keys()].some((queue) => !queue.endsWith('.dead')) || openSagas.some(({ state }) => state !== 'parked');

/** Looks until every rule holds and goes on holding, or until nothing happens any more that could make it hold, or until the time is over. */
export const settle = async (look: () => Promise<Evidence>, withinMs: number): Promise<Evidence> => {
  let idleSince: number | undefined;
  const isOver = async (): Promise<boolean> => {
    const evidence = await look();
    if (judge(evidence).length === 0) return true;
    idleSince = isUnderWay(evidence.facts) ? undefined : idleSince ?? Date.now();
    return idleSince !== undefined && Date.now() - idleSince > idleMs;
  };
  await eventually('everything is settled', isOver, withinMs).catch(() => {});
  await delay(stayMs);
  return look();
};

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runOnce, type RunOptions } from './run-once.ts';
import type { FaultKind } from './storm/plan.ts';
import type { Protection } from './shop/mutations.ts';

/** It starts servers of its own. On CI they must be there. */
const installed = existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server') && existsSync('/usr/lib/postgresql');
const seed = Math.floor(Math.random() * 1_000_000);
const storm = async (options: Partial<RunOptions>) => runOnce({ seed, orders: 300, faults: 15, without: [], interrupted: new Promise(() => {}), keep: false, say: (text) => { console.log(text); }, ...options });

/** Whether something is lost without a protection is a matter of milliseconds: not every storm of five faults finds it. */
const mostStorms = 5;

/** What takes the protection's place in the product's life: the faults that it is there for. */
const protectedFrom: readonly (readonly [Protection, FaultKind, string])[] = [
  ['outbox', 'kill-server', 'what is confirmed is shipped, and nothing stays reserved'],
  ['inbox', 'repeat-events', 'each event has its effect exactly once'],
  ['drain', 'rolling-restart', 'no request is lost in a rolling restart'],
  ['compensation-retry', 'hang-service', 'every saga has ended'],
];

describe.skipIf(!installed && process.env['CI'] !== 'true')(`chaos, seed ${seed}`, () => {
  it('breaks no promise of the shop', { timeout: 600_000 }, async () => {
    const { violations, orders, faults } = await storm({});
    expect(violations, `npm run chaos -- --seed ${seed} --orders 300 --faults 15`).toEqual([]);
    expect(orders).toBeGreaterThanOrEqual(300);
    expect(Object.values(faults).reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it.each(protectedFrom)('catches a shop without %s', { timeout: 400_000 }, async (protection, kind, rule) => {
    const caught: string[] = [];
    for (let attempt = 0; attempt < mostStorms && !caught.includes(rule); attempt += 1) {
      const { violations } = await storm({ seed: seed + attempt, without: [protection], only: [kind], faults: 5, orders: 100 });
      caught.push(...violations.map((violation) => violation.rule));
    }
    expect(caught).toContain(rule);
    // It is not that something still waits.
    expect(caught).not.toContain('no event waits');
  });
});

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAttemptLog, isQuiet, recoveredAt } from './customers/attempts.ts';
import { startCrowd } from './customers/crowd.ts';
import { createLoadBalancer } from './customers/load-balancer.ts';
import { eventually } from './eventually.ts';
import { freePorts } from './parts/ports.ts';
import { databaseUrl, inDatabase } from './parts/postgres.ts';
import { brokerUrl } from './parts/rabbitmq.ts';
import { closeServers, serverPorts, startServers } from './parts/servers.ts';
import { createRandom } from '../support/random.ts';
import { createCopy } from './shop/copy.ts';
import type { Protection } from './shop/mutations.ts';
import { instanceNames, startShop, type Shop } from './shop/shop.ts';
import { carryOut } from './storm/adversary.ts';
import { createMeddler } from './storm/events.ts';
import { planFaults, type FaultKind } from './storm/plan.ts';
import { readFacts, readStock, type Places } from './verdict/facts.ts';
import { subscriptions } from './verdict/queues.ts';
import { summarise, type Result } from './verdict/result.ts';
import { judge } from './verdict/rules.ts';
import { settle } from './verdict/settle.ts';
import { judgeStorm } from './verdict/storm-rules.ts';

export interface RunOptions {
  readonly seed: number;
  readonly orders: number;
  readonly faults: number;
  /** Kinds of faults; default: all. */
  readonly only?: readonly FaultKind[] | undefined;
  readonly without: readonly Protection[];
  readonly say: (text: string) => void;
  /** Rejects when the run is to be given up. */
  readonly interrupted: Promise<never>;
  /** Leaves logs and data where they are, and says where. */
  readonly keep: boolean;
}

const ordersPerSecond = 8;
/** Enough under way at any moment that a restart which drops requests drops one. */
const ordersPerSecondInRestarts = 25;
const calmWithinMs = 90_000;
/** After the last fault: for the longest pause of a retry, the leases of sagas that a crash left, and what they need in turn. */
const settleWithinMs = 90_000;

/** One storm from an empty folder to the verdict. Everything that it starts is gone when it resolves. */
export const runOnce = async (options: RunOptions): Promise<Result> => {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-'));
  chmodSync(folder, 0o711);
  const copy = createCopy(options.without);
  const ports = await freePorts(serverPorts + instanceNames.length);
  try {
    const servers = await startServers(folder, ports.slice(instanceNames.length));
    try {
      const shop = await startShop({ code: copy.folder, servers, ports, logs: join(folder, 'logs') });
      try {
        return await Promise.race([storm(options, { shop, servers }), options.interrupted]);
      } finally {
        await shop.close();
      }
    } finally {
      await closeServers(servers.values());
    }
  } finally {
    if (options.keep) options.say(`left for you: ${folder} ${copy.folder}`);
    else {
      copy.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  }
};

type Parts = { readonly shop: Shop; readonly servers: Awaited<ReturnType<typeof startServers>> };

const storm = async ({ seed, orders, faults, only, say }: RunOptions, { shop, servers }: Parts): Promise<Result> => {
  const startedAt = Date.now();
  const places = { postgres: servers.get('postgres')?.port ?? 0, rabbitmq: servers.get('rabbitmq')?.port ?? 0 };
  const stockBefore = await deliverStock(places);
  const events = await createMeddler({ url: brokerUrl(places.rabbitmq), subscriptions, random: createRandom(seed, 1) });
  const log = createAttemptLog();
  const balancer = createLoadBalancer(shop.gateways, createRandom(seed, 2));
  const crowd = startCrowd({ balancer, log }, createRandom(seed, 3), ordersPerSecond);
  const calm = (): Promise<void> => {
    const now = Date.now();
    return eventually('the system is in order again', () => recoveredAt(log.all, now) !== undefined, calmWithinMs);
  };
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    await calm();
    crowd.pace(ordersPerSecondInRestarts);
    const since = Date.now();
    try {
      await eventually('nothing fails any more', () => isQuiet(log.all, since, Date.now()), calmWithinMs);
      await work();
    } finally {
      crowd.pace(ordersPerSecond);
    }
  };
  const slow = createRandom(seed, 4);
  const done = await carryOut({ victims: { shop, servers, events, slowMs: () => slow.between(20, 150) }, plan: planFaults(createRandom(seed, 0), faults, only), quietly, say });
  // When it never is, the verdict says so.
  await calm().catch(() => {});
  await eventually(`${orders} orders are placed`, () => crowd.begun() >= orders, 1_000 * orders);
  const outcomes = await crowd.end();
  await balancer.close();
  say('the storm is over; waiting until everything is settled');
  const evidence = await settle(async () => ({ outcomes, stockBefore, facts: await readFacts(places) }), settleWithinMs);
  const deaths = shop.instances.values().flatMap((instance) => instance.deaths()).toArray();
  const violations = [...judge(evidence), ...judgeStorm(done, log.all, deaths)];
  return summarise({ seed, startedAt, outcomes, attempts: log.all, storm: done, violations });
};

/** So much that the shop has something to sell to the last customer; the moka pots stay few. */
const deliverStock = async (places: Places): Promise<Awaited<ReturnType<typeof readStock>>> => {
  await inDatabase(databaseUrl(places.postgres, 'inventory'), (client) => client.query("update stock set available = available + 10000 where sku <> 'moka-pot'"));
  return readStock(places.postgres);
};

import { setTimeout as delay } from 'node:timers/promises';
import type { Server, ServerName } from '../parts/server.ts';
import type { Shop } from '../shop/shop.ts';
import type { EventMeddler } from './events.ts';
import type { Fault, FaultKind } from './plan.ts';

export interface Victims {
  readonly shop: Shop;
  readonly servers: ReadonlyMap<ServerName, Server>;
  readonly events: EventMeddler;
  readonly slowMs: (fault: Fault) => number;
}

/** Does one fault from its beginning until what it broke is mended. */
type Doing = (victims: Victims, fault: Fault) => Promise<void>;

const known = <Part>(parts: ReadonlyMap<string, Part>, name: string): Part => {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`the plan has a target that does not exist: ${name}`);
  return part;
};

/** Until an orchestrator's liveness probe would have it killed; and so that calls that are in hand then break. */
const hangMs = 1_500;

const instancesOf = (service: string): readonly string[] => [`${service}-1`, `${service}-2`];

const doings: Readonly<Record<FaultKind, Doing>> = {
  'kill-instance': ({ shop }, { target, lastsMs }) => known(shop.instances, target).kill(lastsMs),
  'kill-server': async ({ servers }, { target, lastsMs }) => {
    const server = known<Server>(servers, target);
    await server.kill();
    await delay(lastsMs);
    await server.start();
  },
  'freeze-instance': ({ shop }, { target, lastsMs }) => during(known(shop.instances, target), lastsMs),
  'hang-service': async ({ shop }, { target, lastsMs }) => {
    const instances = instancesOf(target).map((name) => known(shop.instances, name));
    for (const { freeze } of instances) freeze();
    await delay(hangMs);
    await Promise.all(instances.map(({ kill }) => kill(lastsMs)));
  },
  'freeze-server': ({ servers }, { target, lastsMs }) => during(known<Server>(servers, target), lastsMs),
  'slow-link': async (victims, fault) => {
    const link = known(victims.shop.links, fault.target);
    link.slow(victims.slowMs(fault));
    await delay(fault.lastsMs);
    link.mend();
  },
  'cut-link': async ({ shop }, { target, lastsMs }) => {
    const link = known(shop.links, target);
    link.cut();
    await delay(lastsMs);
    link.mend();
  },
  'silent-link': async ({ shop }, { target, lastsMs }) => {
    const link = known(shop.links, target);
    link.silence();
    await delay(lastsMs);
    link.mend();
  },
  'rolling-restart': async ({ shop }, { target }) => {
    for (const name of instancesOf(target)) {
      const how = await known(shop.instances, name).restart();
      if (how !== 0) throw new Error(`${name} ended with ${how} after SIGTERM`);
    }
  },
  'repeat-events': ({ events }) => events.repeat(),
  'shuffle-events': ({ events }, { lastsMs }) => events.shuffle(lastsMs),
};

const during = async ({ freeze, thaw }: { readonly freeze: () => void; readonly thaw: () => void }, ms: number): Promise<void> => {
  freeze();
  await delay(ms);
  thaw();
};

export const doFault: Doing = (victims, fault) => doings[fault.kind](victims, fault);

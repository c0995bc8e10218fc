import type { Random } from '../../support/random.ts';
import { instanceNames, linkNames, services, withDatabase } from '../shop/shop.ts';

const serverNames = ['postgres', 'rabbitmq', 'redis', 'consul'] as const;

/** How often each kind comes among as many faults as there are entries, what it may hit, and how long it lasts in milliseconds. */
const deck = {
  'kill-instance': { times: 3, targets: instanceNames, lasts: [200, 4_000] },
  'kill-server': { times: 4, targets: serverNames, lasts: [200, 4_000] },
  'freeze-instance': { times: 2, targets: instanceNames, lasts: [1_000, 12_000] },
  'hang-service': { times: 2, targets: withDatabase, lasts: [1_000, 6_000] },
  'freeze-server': { times: 2, targets: serverNames, lasts: [1_000, 8_000] },
  'slow-link': { times: 2, targets: linkNames, lasts: [2_000, 8_000] },
  'cut-link': { times: 2, targets: linkNames, lasts: [200, 8_000] },
  'silent-link': { times: 2, targets: linkNames, lasts: [2_000, 14_000] },
  'rolling-restart': { times: 2, targets: services, lasts: [0, 0] },
  'repeat-events': { times: 1, targets: ['events'], lasts: [0, 0] },
  'shuffle-events': { times: 1, targets: ['events'], lasts: [500, 3_000] },
} as const satisfies Readonly<Record<string, { readonly times: number; readonly targets: readonly string[]; readonly lasts: readonly [number, number] }>>;

export type FaultKind = keyof typeof deck;

export interface Fault {
  readonly number: number;
  readonly kind: FaultKind;
  readonly target: string;
  /** Milliseconds after the one before has begun. */
  readonly afterMs: number;
  readonly lastsMs: number;
}

export const faultKinds = Object.keys(deck) as readonly FaultKind[];

/** All faults of a run, drawn before it begins. Each of the kinds comes as often as the deck has it, whatever the seed. */
export const planFaults = (random: Random, count: number, kinds = faultKinds): readonly Fault[] => {
  const cards = kinds.flatMap((kind) => Array.from({ length: deck[kind].times }, () => kind));
  const drawn: FaultKind[] = [];
  while (drawn.length < count) drawn.push(...random.shuffled(cards));
  // Targets come round as well: no server is spared by chance.
  const waiting = new Map<FaultKind, string[]>();
  const nextTarget = (kind: FaultKind): string => {
    const left = waiting.get(kind) ?? [];
    if (left.length === 0) left.push(...random.shuffled<string>(deck[kind].targets));
    waiting.set(kind, left);
    return left.pop() ?? '';
  };
  return drawn.slice(0, count).map((kind, index) => ({
    number: index + 1,
    kind,
    target: nextTarget(kind),
    afterMs: random.between(500, 3_500),
    lastsMs: random.between(deck[kind].lasts[0], deck[kind].lasts[1]),
  }));
};

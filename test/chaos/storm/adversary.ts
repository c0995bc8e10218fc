import { setTimeout as delay } from 'node:timers/promises';
import { doFault, type Victims } from './faults.ts';
import type { Fault } from './plan.ts';

/** A fault that was done. */
export interface Done {
  readonly fault: Fault;
  readonly startedAt: number;
  /** When everything that it broke was mended. */
  readonly endedAt: number;
  /** Why it could not be done as planned. */
  readonly failure?: string;
}

export interface AdversaryOptions {
  readonly victims: Victims;
  readonly plan: readonly Fault[];
  /** Runs work when the system is in order again. */
  readonly quietly: (work: () => Promise<void>) => Promise<void>;
  readonly say: (text: string) => void;
}

const atOnce = (work: () => Promise<void>): Promise<void> => work();

/** Carries the plan out. Faults overlap; not on one target, and not with a rolling restart, which has the system for itself. */
export const carryOut = async ({ victims, plan, quietly, say }: AdversaryOptions): Promise<readonly Done[]> => {
  const done: Done[] = [];
  const active = new Map<string, Promise<void>>();

  const carry = async (fault: Fault, within = atOnce): Promise<void> => {
    let startedAt = Date.now();
    const begin = (): Promise<void> => {
      startedAt = Date.now();
      return doFault(victims, fault);
    };
    say(`fault ${fault.number}/${plan.length}: ${fault.kind} ${fault.target}${fault.lastsMs > 0 ? ` for ${fault.lastsMs} ms` : ''}`);
    const failure = await within(begin).then(() => ({}), (error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }));
    done.push({ fault, startedAt, endedAt: Date.now(), ...failure });
  };
  for (const fault of plan) {
    await delay(fault.afterMs);
    const alone = fault.kind === 'rolling-restart';
    if (alone) {
      await Promise.all(active.values());
      await carry(fault, quietly);
    } else {
      await active.get(fault.target);
      active.set(fault.target, carry(fault));
    }
  }
  await Promise.all(active.values());
  return done;
};

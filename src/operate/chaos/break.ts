import { setTimeout as delay } from 'node:timers/promises';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Fault } from './experiment.ts';
import type { Levers } from './levers.ts';

type Injected = Exclude<Fault, { readonly kind: 'kill' | 'loss' }>;

const isInjected = (fault: Fault): fault is Injected => fault.kind !== 'kill' && fault.kind !== 'loss';

/** @throws UserError (exit 2) for a service that does not run */
export const requireServices = async (faults: readonly Fault[], levers: Levers): Promise<void> => {
  const running = await levers.services();
  for (const fault of faults) {
    if (fault.kind !== 'loss' && !running.includes(fault.service)) throw new UserError(ExitCode.usage, `no service ${JSON.stringify(fault.service)} runs here`, didYouMean(fault.service, running));
  }
};

const injected = (faults: readonly Fault[]): object => Object.fromEntries(
  [...Map.groupBy(faults.filter(isInjected), ({ service }) => service)].map(([service, list]) => [service, list.map(({ service: _service, ...fault }) => fault)]),
);

const killing = async ({ service, everySeconds }: Extract<Fault, { kind: 'kill' }>, levers: Levers, signal: AbortSignal): Promise<void> => {
  do {
    await levers.kill(service);
    // Once is enough; the pause ends with the phase.
    await delay((everySeconds ?? 86_400) * 1000, undefined, { signal }).catch(() => undefined);
  } while (!signal.aborted);
};

/** Breaks what the experiment says while `work` runs, and takes everything back whatever becomes of it. */
export const whileBroken = async <Result>(faults: readonly Fault[], levers: Levers, work: () => Promise<Result>): Promise<Result> => {
  const parts = faults.flatMap((fault) => (fault.kind === 'loss' ? [fault.part] : []));
  const over = new AbortController();
  try {
    if (faults.some(isInjected)) await levers.setFaults(injected(faults));
    await Promise.all(parts.map((part) => levers.lose(part)));
    const kills = Promise.all(faults.flatMap((fault) => (fault.kind === 'kill' ? [killing(fault, levers, over.signal)] : [])));
    const [result] = await Promise.all([work().finally(() => { over.abort(); }), kills]);
    return result;
  } finally {
    over.abort();
    if (faults.some(isInjected)) await levers.setFaults({});
    for (const part of parts) await levers.restore(part);
  }
};

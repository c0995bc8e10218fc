import { setTimeout as delay } from 'node:timers/promises';
import type { Probe } from './experiment.ts';
import type { Sample } from './judge.ts';

/** Nobody waits longer for a page. */
const longestMs = 10_000;

const ask = async ({ url, method, headers, body }: Probe): Promise<Sample> => {
  const startedAt = performance.now();
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const response = await fetch(url, { method, headers: { ...type, ...headers }, ...given, signal: AbortSignal.timeout(longestMs), redirect: 'manual' });
    await response.arrayBuffer();
    return { status: response.status, ms: performance.now() - startedAt };
  } catch {
    return { status: null, ms: performance.now() - startedAt };
  }
};

export interface Rate {
  readonly perSecond: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Asks at a rate, whether earlier questions are answered or not, as users do; all answers are waited for. */
export const sample = async (probe: Probe, { perSecond, seconds, signal }: Rate): Promise<readonly Sample[]> => {
  const asked: Promise<Sample>[] = [];
  const count = Math.max(1, Math.round(perSecond * seconds));
  for (let turn = 0; turn < count; turn += 1) {
    asked.push(ask(probe));
    await delay(1000 / perSecond, undefined, { signal });
  }
  return Promise.all(asked);
};

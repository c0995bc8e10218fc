import type { FastifyInstance, FastifyReply } from 'fastify';

/** Resolves when the part works; rejects or throws with the reason when it does not. */
export type ReadinessCheck = () => Promise<void> | void;

export interface CheckResult {
  readonly status: 'ok' | 'failed';
  readonly reason?: string;
}

export interface Readiness {
  readonly status: 'ready' | 'not ready' | 'draining';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

export interface Health {
  readonly add: (name: string, check: ReadinessCheck) => void;
  readonly readiness: () => Promise<Readiness>;
  /** From now on not ready: no new traffic. */
  readonly drain: () => void;
}

/** A check that hangs is a failed one. Below the patience of probes. */
const checkTimeout = 2_000;

export const createHealth = (): Health => {
  const checks = new Map<string, ReadinessCheck>();
  let draining = false;
  return {
    add: (name, check) => { checks.set(name, check); },
    drain: () => { draining = true; },
    readiness: async () => {
      const results = await Promise.all([...checks].map(async ([name, check]) => [name, await run(check)] as const));
      const ok = results.every(([, result]) => result.status === 'ok');
      return { status: draining ? 'draining' : ok ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
    },
  };
};

const run = async (check: ReadinessCheck): Promise<CheckResult> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${checkTimeout} ms`)), checkTimeout);
  try {
    await Promise.race([check(), late]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failed', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
};

/** How much readiness tells: which check failed and why names addresses of the inside, so not to the public. */
export type HealthDetail = 'checks' | 'status only';

/**
 * `/health/live`: the process answers; a restart would help if it did not. `/health/ready` (and `/health`): send traffic.
 * A broken database is a matter of readiness only: restarting the service would not mend it.
 */
export const addHealthRoutes = (app: FastifyInstance, health: Health, detail: HealthDetail = 'checks'): void => {
  const quiet = { config: { quiet: true } };
  const ready = async (_request: unknown, reply: FastifyReply): Promise<Readiness | Pick<Readiness, 'status'>> => {
    const readiness = await health.readiness();
    reply.code(readiness.status === 'ready' ? 200 : 503);
    return detail === 'checks' ? readiness : { status: readiness.status };
  };
  app.get('/health/live', quiet, () => ({ status: 'live' }));
  app.get('/health/ready', quiet, ready);
  app.get('/health', quiet, ready);
};

import { chooseInstance } from '../discovery/choose-instance.ts';
import type { InstanceList } from '../discovery/discovery.ts';
import { AttemptFailure, failureOf, type RawResponse } from './attempt-failure.ts';
import type { Deadline } from './deadline.ts';
import { createInstancePools } from './instance-pools.ts';

export type OutgoingRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
};

export type Transport = {
  /** One attempt on one instance. Rejects with `AttemptFailure`, also for an answer of 500 or more. */
  readonly send: (request: OutgoingRequest, limits: { readonly deadline: Deadline; readonly avoid: string | undefined }) => Promise<RawResponse>;
  readonly close: () => Promise<void>;
};

const poolOptions = {
  // A host that drops packets must not eat the whole deadline: the next attempt may find another instance.
  connect: { timeout: 1_000 },
  headersTimeout: 0,
  bodyTimeout: 0,
  maxResponseSize: 16 * 1024 * 1024,
};

export const createTransport = (list: InstanceList): Transport => {
  const pools = createInstancePools(poolOptions);
  const stopWatching = list.onChange(pools.keep);

  const send: Transport['send'] = async (request, { deadline, avoid }) => {
    const instance = await chooseInstance(list, { load: pools.inFlight, avoid, signal: deadline.signal });
    if (instance === undefined) throw new AttemptFailure(deadline.cancelled?.aborted === true ? 'cancelled' : 'no-instance');
    const entry = pools.of(instance);
    entry.inFlight += 1;
    try {
      const { statusCode: status, headers, body } = await entry.pool.request({ ...request, method: request.method, signal: deadline.signal });
      const response = { status, headers, text: await body.text() };
      if (status >= 500) throw new AttemptFailure('status', { instance: instance.id, response });
      return response;
    } catch (error) {
      throw error instanceof AttemptFailure ? error : failureOf(error, instance.id, { deadline: deadline.expired, cancelled: deadline.cancelled });
    } finally {
      entry.inFlight -= 1;
    }
  };
  return { send, close: async () => { stopWatching(); await pools.close(); } };
};

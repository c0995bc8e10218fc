import { chooseInstance } from '../discovery/choose-instance.ts';
import type { InstanceList } from '../discovery/discovery.ts';
import type { Outliers } from '../discovery/outliers.ts';
import { AttemptFailure, failureOf, isFault, type RawResponse } from './attempt-failure.ts';
import type { Deadline } from './deadline.ts';
import { createInstancePools, type InstancePool } from './instance-pools.ts';

export type OutgoingRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
};

export type Transport = {
  /** One attempt on one instance. Rejects with `AttemptFailure`, also for an answer of 429, or of 500 or more. */
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

export const createTransport = (list: InstanceList, outliers: Outliers): Transport => {
  const pools = createInstancePools(poolOptions);
  const stopWatching = list.onChange(pools.keep);

  const send: Transport['send'] = async (request, { deadline, avoid }) => {
    const instance = await chooseInstance(list, { load: pools.inFlight, outliers, avoid, signal: () => deadline.signal });
    if (instance === undefined) throw new AttemptFailure(deadline.cancelled?.aborted === true ? 'cancelled' : 'no-instance');
    try {
      const response = await exchange(pools.of(instance), request, deadline.signal);
      if (response.status >= 500) throw new AttemptFailure('status', { instance: instance.id, response });
      outliers.answered(instance.id);
      if (response.status === 429) throw new AttemptFailure('throttled', { instance: instance.id, response });
      return response;
    } catch (error) {
      const failure = error instanceof AttemptFailure ? error : failureOf(error, instance.id, { deadline: deadline.expired, cancelled: deadline.cancelled });
      if (isFault(failure)) outliers.failed(instance.id);
      throw failure;
    }
  };
  return { send, close: async () => { stopWatching(); await pools.close(); } };
};

const exchange = async (entry: InstancePool, request: OutgoingRequest, signal: AbortSignal): Promise<RawResponse> => {
  entry.inFlight += 1;
  try {
    const { statusCode: status, headers, body } = await entry.pool.request({ ...request, method: request.method, signal });
    return { status, headers, text: await body.text() };
  } finally {
    entry.inFlight -= 1;
  }
};

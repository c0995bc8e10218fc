import { requestContext } from '../http/request-context.ts';

/** The time that a call has, and the two ways in which it ends early. */
export type Deadline = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Aborted when the time is over. */
  readonly expired: AbortSignal;
  /** The caller's own signal, if it gave one. */
  readonly cancelled: AbortSignal | undefined;
  /** Either. */
  readonly signal: AbortSignal;
  /** The call has ended: nothing will be aborted any more. */
  readonly close: () => void;
};

/** What is shorter: `limitMs`, or what the request in hand has left. Along a chain of services time only shrinks. */
export const openDeadline = (limitMs: number, cancelled?: AbortSignal): Deadline => {
  const now = Date.now();
  const at = Math.min(now + limitMs, requestContext()?.deadline ?? Infinity);
  const timer = new AbortController();
  const expire = (): void => { timer.abort(new DOMException('no time left', 'TimeoutError')); };
  // Not undici's headersTimeout: its timers are coarse, a limit of 100 ms fires after a second. Nor AbortSignal.timeout: it cannot be
  // taken back, and the signals of all calls of the last seconds would wait for the garbage collector.
  const timeout = at > now ? setTimeout(expire, at - now) : undefined;
  if (timeout === undefined) expire();
  const expired = timer.signal;
  const signal = cancelled === undefined ? expired : AbortSignal.any([expired, cancelled]);
  return { at, expired, cancelled, signal, close: () => { clearTimeout(timeout); } };
};

/** Settles like `work`, unless the signal comes first: then it rejects with the signal's reason. */
export const raceSignal = async <Result>(work: Promise<Result> | Result, signal: AbortSignal): Promise<Result> => {
  if (!(work instanceof Promise)) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => { reject(signal.reason); };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

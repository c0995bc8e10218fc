import { DeadlineExceeded } from '../client/client-errors.ts';
import { openDeadline, raceSignal } from '../client/deadline.ts';
import type { HandlerRequest } from '../http/handler.ts';
import type { RouteContract } from '../contract/contract.ts';
import { Problem } from '../http/problem.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';

/** What of a view could not be got. */
export type Failure = {
  readonly part: string;
  /** Which of several; left out where it is the whole part. */
  readonly key?: string;
  /** As of a problem: `service-unavailable`. */
  readonly type: string;
  readonly status: number;
};

type Asking = { readonly signal: AbortSignal; readonly failed: (error: unknown, key?: string) => void };

/** One part of a view: made by `part` or `each`. */
export type Part<Value> = (asking: Asking) => Promise<Value>;

export type ComposeOptions<Name> = Pick<HandlerRequest<RouteContract>, 'log' | 'signal'> & {
  /** Parts without which there is no view: it then fails as they do. */
  readonly required?: readonly Name[];
  /** Longest time that the view waits for any of its parts. Default, and at most: nine tenths of what the request in hand has left, so that the answer still leaves. */
  readonly withinMs?: number;
};

type Parts = Readonly<Record<string, Part<unknown>>>;

export type View<Composed extends Parts> = {
  /** Null for a part that failed as a whole. */
  readonly values: { readonly [Name in keyof Composed]: Awaited<ReturnType<Composed[Name]>> | null };
  readonly failed: Failure[];
};

/** A part that is got as a whole. */
export const part = <Value>(load: () => Promise<Value>): Part<Value> => async ({ signal }) => raceSignal(load(), signal);

/** A part of several, by key: null where there is none, and where that one failed. No key is nothing to ask for. */
export const each = <Key, Value>(keys: Key | readonly Key[] | undefined, load: (key: Key) => Promise<Value>): Part<(Value | null)[]> => async ({ signal, failed }) => {
  const one = async (key: Key): Promise<Value | null> => raceSignal(load(key), signal).catch((error: unknown) => { failed(error, String(key)); return null; });
  return Promise.all(([keys ?? []].flat() as readonly Key[]).map(one));
};

/**
 * All parts of a view side by side, under one deadline, which every call that is made for them has too. What fails is named, and the rest is answered.
 * @throws the error of a part that is required
 */
export const compose = async <Composed extends Parts>(parts: Composed, options: ComposeOptions<keyof Composed & string>): Promise<View<Composed>> => {
  const asked = requestContext();
  const remaining = asked === undefined ? Infinity : Math.max(0, asked.deadline - Date.now()) * 0.9;
  const within = Math.min(options.withinMs ?? Infinity, remaining);
  const { signal, close } = openDeadline(Number.isFinite(within) ? within : longest, options.signal);
  const work = async (): Promise<View<Composed>> => gather(parts, { ...options, signal });
  try {
    return await (asked === undefined ? work() : runInRequestContext({ ...asked, deadline: Date.now() + within }, work));
  } finally {
    close();
  }
};

/** Where there is no request. */
const longest = 10_000;

const gather = async <Composed extends Parts>(parts: Composed, { required = [], signal, log }: ComposeOptions<string>): Promise<View<Composed>> => {
  const failures: Failure[] = [];
  const failing = (name: string) => (error: unknown, key?: string): void => {
    const { type, status } = problemOf(name, error).details;
    if (!(error instanceof Problem) && !isTimeout(error)) log.error({ err: error, part: name }, 'a part of a view failed');
    failures.push({ part: name, ...(key === undefined ? {} : { key }), type, status });
  };
  const got = async ([name, ask]: readonly [string, Part<unknown>]): Promise<readonly [string, unknown]> => {
    const failed = failing(name);
    return [name, await ask({ signal, failed }).catch((error: unknown) => {
      if (required.includes(name)) throw problemOf(name, error);
      failed(error);
      return null;
    })];
  };
  const values = Object.fromEntries(await Promise.all(Object.entries(parts).map(got))) as View<Composed>['values'];
  return { values, failed: failures };
};

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

const problemOf = (name: string, error: unknown): Problem => {
  if (error instanceof Problem) return error;
  return isTimeout(error) ? new DeadlineExceeded(name, error) : new Problem({ status: 500, type: 'internal-error', title: 'Internal error', detail: `${name} could not be got.` }, { cause: error });
};

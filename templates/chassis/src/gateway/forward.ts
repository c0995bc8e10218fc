import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher, Pool } from 'undici';

export type Answer = {
  readonly response: ServerResponse;
  /** Writes the head; called once, before anything else of the answer. */
  readonly begin: (status: number, headers: IncomingHttpHeaders) => void;
};

export type Forwarding = {
  /** Resolves when the answer has been passed on whole; rejects when it was not. */
  readonly done: Promise<void>;
  /** Gives up. */
  readonly abort: (reason: Error) => void;
};

/**
 * Sends a request over a connection of the pool and passes its answer on as it comes, no faster than the client reads.
 * By undici's lowest interface: `stream` would watch the client with listeners of its own, which is a third of the work of passing on a small answer.
 */
export const forward = (pool: Pool, request: Dispatcher.DispatchOptions, { response, begin }: Answer): Forwarding => {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  let connection: Dispatcher.DispatchController | undefined;
  let givenUp: Error | undefined;

  const abort = (reason: Error): void => {
    givenUp = reason;
    connection?.abort(reason);
    // Still in the pool's queue: it is turned away when its turn comes, but nobody waits for that.
    reject(reason);
  };
  pool.dispatch(request, {
    onRequestStart: (controller) => {
      connection = controller;
      if (givenUp !== undefined) controller.abort(givenUp);
    },
    onResponseStart: (_controller, status, headers) => { if (status >= 200) begin(status, headers); },
    onResponseData: (controller, chunk) => {
      // Ended from here, at shutdown: what still comes is nobody's.
      if (response.writableEnded || response.write(chunk)) return;
      controller.pause();
      response.once('drain', () => { controller.resume(); });
    },
    onResponseEnd: () => {
      response.end();
      resolve();
    },
    onResponseError: (_controller, error) => {
      if (response.headersSent) response.destroy();
      reject(error);
    },
  });
  return { done, abort };
};

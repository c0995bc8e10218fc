import type { ServerResponse } from 'node:http';

/**
 * Aborts with the request's signal, but only until the answer has begun: the deadline bounds the wait for an answer, not the
 * length of a download. From there on undici itself watches the client's connection.
 */
export const untilAnswered = (signal: AbortSignal, response: ServerResponse): AbortController => {
  const abort = new AbortController();
  const pass = (): void => { if (!response.headersSent) abort.abort(signal.reason); };
  if (signal.aborted) pass();
  else signal.addEventListener('abort', pass, { once: true });
  return abort;
};

import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { LongLived } from './long-lived.ts';

export const isEventStream = (headers: IncomingHttpHeaders): boolean => /^text\/event-stream\b/i.test(headers['content-type'] ?? '');

export type EventStreamLimits = { readonly longLived: LongLived; readonly idleTimeoutMs: number; readonly stopReading: () => void };

/** Lets an answer stay open: its head goes out before the first event, and it ends when nothing moves, or when the gateway closes. */
export const keepOpen = (answer: ServerResponse, { longLived, idleTimeoutMs, stopReading }: EventStreamLimits): void => {
  answer.flushHeaders();
  // Node sets its own limit again with the next request on this connection.
  answer.socket?.setTimeout(idleTimeoutMs);
  const forget = longLived.add('event-stream', () => { answer.end(stopReading); });
  answer.once('close', forget);
};

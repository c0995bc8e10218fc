import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';

/**
 * What a gateway and the service behind it may read differently: empty and dot segments (also encoded), encoded slashes,
 * backslashes, control characters, broken escapes. A path that means one thing to the check and another to the service is refused.
 */
const tricks = /\/\/|\/(?:\.|%2e){1,2}(?:\/|$)|%2f|%5c|\\|%[01][0-9a-f]|%7f|%(?![0-9a-f]{2})|[^\x21-\x7e]/i;

const hasPathTricks = (url: string): boolean => tricks.test(url.split('?', 1)[0] ?? '');

/** What two servers in a row could understand in two ways. */
export const refuseAmbiguity = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
  const { url = '/', headers, httpVersion } = request.raw;
  if (hasPathTricks(url)) return done(ambiguousPath());
  return done(headers.host === undefined && httpVersion === '1.1' ? hostMissing() : undefined);
};

const ambiguousPath = (): Problem =>
  new Problem({ status: 400, type: 'ambiguous-path', title: 'Ambiguous path', detail: 'The path has empty or dot segments, encoded slashes, backslashes or control characters.' });

/** Node would answer this itself, uncounted, and go on with the connection. */
const hostMissing = (): Problem =>
  new Problem({ status: 400, type: 'host-missing', title: 'Host is missing', detail: 'HTTP/1.1 requires a Host header.' }, { headers: { connection: 'close' } });

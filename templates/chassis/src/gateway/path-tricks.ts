import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';

/**
 * What a gateway and the service behind it may read differently: empty and dot segments (also encoded), encoded slashes,
 * backslashes, control characters, broken escapes. A path that means one thing to the check and another to the service is refused.
 */
const tricks = /\/\/|\/(?:\.|%2e){1,2}(?:\/|$)|%2f|%5c|\\|%[01][0-9a-f]|%7f|%(?![0-9a-f]{2})|[^\x21-\x7e]/i;

const hasPathTricks = (url: string): boolean => tricks.test(url.split('?', 1)[0] ?? '');

export const refusePathTricks = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
  done(hasPathTricks(request.raw.url ?? '/') ? ambiguousPath() : undefined);
};

const ambiguousPath = (): Problem =>
  new Problem({ status: 400, type: 'ambiguous-path', title: 'Ambiguous path', detail: 'The path has empty or dot segments, encoded slashes, backslashes or control characters.' });

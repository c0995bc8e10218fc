import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Problem } from '../http/problem.ts';

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0');

const idempotentMethods: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** Whether sending it a second time cannot do harm, and is possible: a body is gone once it was read. */
export const canBeSentAgain = (request: IncomingMessage): boolean =>
  !hasBody(request) && (idempotentMethods.has(request.method) || request.headers['idempotency-key'] !== undefined);

/** @throws Problem 413 before a byte is read, when the client says that it will send too much. */
export const checkAnnouncedLength = ({ headers }: IncomingMessage, limit: number): void => {
  if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
};

/**
 * The body as a stream that is read only on demand, and that leaves the request alone when it is destroyed: undici destroys
 * the body of a failed request, and with the request itself would go the connection on which the client waits for an answer.
 */
export const streamBody = (request: IncomingMessage, limit: number): Readable => Readable.from(limited(request, limit), { objectMode: false });

async function* limited(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    yield chunk;
  }
}

const tooLarge = (limit: number): Problem =>
  new Problem({ status: 413, type: 'body-too-large', title: 'Body too large', detail: `A body may have ${limit} bytes.` }, { headers: { connection: 'close' } });

import type { IncomingHttpHeaders } from 'node:http';

export const idempotencyKeyHeader = 'idempotency-key';

/** A string of structured fields (RFC 8941), as the draft has it, or bare, as most callers send it. It must fit into logs and headers. */
const form = /^(?:"([\w.:+/=-]{1,255})"|([\w.:+/=-]{1,255}))$/;

/** The caller's key without quotes; undefined when there is none, or none that is acceptable. */
export const idempotencyKeyOf = (headers: IncomingHttpHeaders): string | undefined => {
  const given = headers[idempotencyKeyHeader];
  if (typeof given !== 'string') return undefined;
  const match = form.exec(given);
  return match?.[1] ?? match?.[2];
};

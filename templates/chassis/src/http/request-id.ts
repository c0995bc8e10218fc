import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const form = /^[\w.:-]{1,128}$/;

/** The caller's id of the request, else a new one. It goes into logs and headers, so only harmless ones are taken over. */
export const requestIdOf = (headers: IncomingHttpHeaders): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && form.test(given) ? given : randomUUID();
};

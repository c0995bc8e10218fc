import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readFaults, type Fault } from './fault.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What a request asks for that knows the key: `x-chaos-key: …` and `x-chaos: orders latency=300`. Whoever does not know it is told nothing. */
export const faultsHeader = (key: string, service: string): ((headers: IncomingHttpHeaders) => readonly Fault[]) => {
  const expected = digest(key);
  return (headers) => {
    const { 'x-chaos-key': given, 'x-chaos': asked } = headers;
    if (typeof given !== 'string' || typeof asked !== 'string' || !timingSafeEqual(digest(given), expected)) return [];
    return readFaults(asked, service);
  };
};

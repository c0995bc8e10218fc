import type { IncomingHttpHeaders } from 'node:http';

/** Milliseconds that an answer asks to wait (`Retry-After`: seconds, or a date); undefined when it does not say, or nonsense. */
export const retryAfterMs = (headers: IncomingHttpHeaders, now = Date.now()): number | undefined => {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // A date of HTTP ends with its zone; Date.parse alone would take a lone number or "1.5" for a date, too.
  const date = /^\w{3},.*GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

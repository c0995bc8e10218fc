import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

const hostname = (origin: string): string | undefined => URL.canParse(origin) ? new URL(origin).hostname : undefined;

/**
 * Why a request is refused; undefined when it is not. The page can stop services, and any page in the same browser can send
 * requests to loopback: a foreign Origin is another page, a foreign Host is a name that was bent to loopback (DNS rebinding).
 */
export const refusal = ({ headers }: IncomingMessage): string | undefined => {
  const host = hostname(`http://${headers.host ?? ''}`);
  if (host === undefined || !LOOPBACK_NAMES.has(host)) return 'The page of ms dev answers on 127.0.0.1 and localhost only.';
  const { origin } = headers;
  if (origin !== undefined && new URL(`http://${headers.host ?? ''}`).host !== (URL.canParse(origin) ? new URL(origin).host : '')) return 'The page of ms dev takes requests of other pages from nobody.';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'The page of ms dev takes requests of other pages from nobody.';
  return undefined;
};

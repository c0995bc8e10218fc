/** The parts of an address that tell whom it reaches. */
export interface Address {
  readonly scheme: string | null;
  readonly host: string;
  readonly port: number | null;
  /** With a leading `/`, without the query. */
  readonly path: string;
}

/** Reads `http://orders:3000/v1/x?y`, and `http:/orders:3000` as URLs of HTTP are read; null when the host is not in the text. */
export const readAddress = (written: string): Address | null => {
  const text = written.replace(/^(https?):\/(?=[\w[])/i, '$1://');
  const found = /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::(\d+|\{\}))?([^?#]*)/i.exec(text) ?? /^()([a-z0-9][\w.-]*):(\d+)(\/[^?#]*|)$/i.exec(text);
  const [, scheme, host, port, path] = found ?? [];
  if (host === undefined || host.includes('{')) return null;
  const number = Number(port);
  return { scheme: scheme === undefined || scheme === '' ? null : scheme.toLowerCase(), host: host.toLowerCase(), port: Number.isInteger(number) && number > 0 ? number : null, path: path === undefined || path === '' ? '/' : path };
};

export const isLocal = ({ host }: Address): boolean => ['localhost', '127.0.0.1', '0.0.0.0', '[::1]', 'host.docker.internal'].includes(host);

/** A name on the public internet: has a dot and ends in what could be a top-level domain. */
export const isPublic = ({ host }: Address): boolean => /\.[a-z]{2,}$/i.test(host) && !/\.(?:local|internal|svc|cluster\.local|consul|localdomain)$/i.test(host);

/** `orders.shop.svc.cluster.local` is `orders`; `orders.service.consul`, too. */
export const firstLabel = ({ host }: Address): string => host.split('.')[0] ?? host;

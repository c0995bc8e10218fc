import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

export type KeySetOptions = {
  readonly url: string;
  /** Told after the keys have changed. */
  readonly onChange: () => void;
  /** Told why the keys could not be fetched. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds. Default: the monotonic clock. */
  readonly now?: () => number;
};

export type KeySet = {
  /** The key of a token. Rejects with `JWKSNoMatchingKey` when the issuer has none such, with anything else when it cannot be asked. */
  readonly keyOf: JWTVerifyGetKey;
  /** Fetches the keys again, in the background, when they are old. Call it with every token, also one that needs no key. */
  readonly keepFresh: () => void;
};

/** An issuer that withdraws a key expects it to be refused within minutes. */
const REFRESH_MS = 300_000;
/** Anybody can send tokens with invented key ids: at most one question in this time comes of them, answered or not. */
const COOLDOWN_MS = 5_000;

/**
 * The issuer's public keys (JWKS). Known keys hold while the issuer is away; a key id that is not known has them fetched
 * again, because a new key may have come. When is decided here, jose only fetches and parses: on its own it would have no
 * keys after ten minutes without the issuer, and ask without end while the issuer fails.
 */
export const createKeySet = ({ url, onChange, onFailure, now = () => performance.now() }: KeySetOptions): KeySet => {
  const remote = createRemoteJWKSet(new URL(url), { cacheMaxAge: Infinity, cooldownDuration: Infinity });
  let askedAt = -Infinity;
  let pending: Promise<void> | undefined;

  const fetchKeys = async (): Promise<void> => {
    const before = JSON.stringify(remote.jwks());
    await remote.reload();
    if (before !== undefined && JSON.stringify(remote.jwks()) !== before) onChange();
  };
  const refresh = (): Promise<void> => {
    if (pending !== undefined) return pending;
    askedAt = now();
    pending = fetchKeys().finally(() => { pending = undefined; });
    pending.catch(onFailure);
    return pending;
  };
  const mayAsk = (): boolean => pending !== undefined || now() - askedAt >= COOLDOWN_MS;
  const keyOf: JWTVerifyGetKey = async (header, token) => {
    if (remote.jwks() === undefined) await (mayAsk() ? refresh() : Promise.reject(new Error('the keys could not be fetched a moment ago')));
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error;
      // An issuer that is away leaves the token unknown: it may be forged, so it is not let in, and the others still are.
      await refresh().catch(() => {});
      return remote(header, token);
    }
  };
  return { keyOf, keepFresh: () => { if (now() - askedAt >= REFRESH_MS) void refresh().catch(() => {}); } };
};

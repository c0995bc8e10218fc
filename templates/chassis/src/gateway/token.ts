import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import type { GatewayConfig } from '../config/config.ts';
import type { Caller } from './identity-headers.ts';
import { createKeySet, type KeySet } from './key-set.ts';

/** The token is no proof of anything; `message` says why, without its contents. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/** Rejects with `InvalidToken`; with anything else when the keys cannot be had. */
export type TokenVerifier = (token: string) => Promise<Caller>;

/** Verifying a signature costs more than everything else the gateway does, and clients send one token many times. */
const CACHED_TOKENS = 10_000;
const CLOCK_TOLERANCE_S = 5;

export type TokenVerifierOptions = {
  /** Told why the issuer's keys could not be fetched. */
  readonly onKeysAway?: (error: unknown) => void;
  /** Milliseconds. Default: the monotonic clock. */
  readonly now?: () => number;
};

export const createTokenVerifier = (config: GatewayConfig, { onKeysAway = () => {}, now }: TokenVerifierOptions = {}): TokenVerifier => {
  const known = new LRUCache<string, Caller>({ max: CACHED_TOKENS });
  const { JWKS_URL } = config;
  // A key that the issuer has withdrawn takes with it the tokens that were verified by it.
  const keys = JWKS_URL === undefined ? undefined : createKeySet({ url: JWKS_URL, onChange: () => { known.clear(); }, onFailure: onKeysAway, ...(now !== undefined && { now }) });
  const verify = signatureCheck(config, keys);
  return async (token) => {
    keys?.keepFresh();
    const before = known.get(token);
    if (before !== undefined) return before;
    const payload = await verify(token).catch((error: unknown) => { throw isForged(error) ? new InvalidToken(reasonOf(error), { cause: error }) : error; });
    const caller = callerOf(payload);
    const ttl = Math.floor((payload.exp ?? 0) * 1000 - Date.now());
    if (ttl > 0) known.set(token, caller, { ttl });
    return caller;
  };
};

/** The algorithms are ours, never the token's: a public key must not pass as the secret of an HMAC, nor `none` as a signature. */
const signatureCheck = ({ JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE }: GatewayConfig, keys: KeySet | undefined): ((token: string) => Promise<JWTPayload>) => {
  const expected: JWTVerifyOptions = {
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_S,
    ...(JWT_ISSUER !== undefined && { issuer: JWT_ISSUER }),
    ...(JWT_AUDIENCE !== undefined && { audience: JWT_AUDIENCE }),
  };
  if (keys !== undefined) {
    return async (token) => (await jwtVerify(token, keys.keyOf, { ...expected, algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'] })).payload;
  }
  const secret = new TextEncoder().encode(JWT_SECRET);
  return async (token) => (await jwtVerify(token, secret, { ...expected, algorithms: ['HS256'] })).payload;
};

const isForged = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && !(error instanceof errors.JWKSInvalid) && error.code !== 'ERR_JOSE_GENERIC';

const reasonOf = (error: errors.JOSEError): string => {
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `the claim ${error.claim} does not fit`;
  return 'the token cannot be verified';
};

const headerSafe = /^[\x21-\x7e]{1,256}$/;

const callerOf = (payload: JWTPayload): Caller => {
  const sub = payload.sub ?? '';
  if (!headerSafe.test(sub)) throw new InvalidToken('the claim sub does not fit into a header');
  const [tenant] = words(payload['tenant']);
  return { sub, scopes: words(payload['scope']), roles: words(payload['roles']), ...(tenant !== undefined && { tenant }) };
};

/** A list, or one text with spaces between (RFC 8693), whatever the issuer likes. */
const words = (claim: unknown): readonly string[] => {
  const list: readonly unknown[] = Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(' ') : [];
  return list.filter((word): word is string => typeof word === 'string' && headerSafe.test(word));
};

import { SignJWT } from 'jose';
import { secret } from './gateway.fixture.ts';

/** Options of a fetch with a token. Without claims it is good for a minute. */
export const bearer = async (claims: Record<string, unknown> = {}, { key = secret, alg = 'HS256' } = {}) => {
  const payload = { exp: Math.floor(Date.now() / 1000) + 60, sub: 'alice', ...claims };
  const token = await new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
  return { headers: { authorization: `Bearer ${token}` } };
};

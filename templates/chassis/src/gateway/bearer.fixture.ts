import { SignJWT } from 'jose';
import { secret } from './gateway.fixture.ts';

const token = (claims: Record<string, unknown> = {}, key = secret): Promise<string> =>
  new SignJWT({ exp: Math.floor(Date.now() / 1000) + 60, sub: 'alice', ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key));
/** Options of a fetch with a token. */
export const bearer = async (claims?: Record<string, unknown>, key?: string) => ({ headers: { authorization: `Bearer ${await token(claims, key)}` } });

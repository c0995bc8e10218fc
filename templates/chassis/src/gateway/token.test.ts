import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterEach, expect, it } from 'vitest';
import { testConfig } from '../testing/test-service.fixture.ts';
import { createTokenVerifier, InvalidToken } from './token.ts';

const closers: (() => unknown)[] = [];
afterEach(() => { for (const close of closers.splice(0)) close(); });

const serveKeys = async (keys: readonly JWK[]): Promise<string> => {
  const server = createServer((_request, response) => { response.setHeader('content-type', 'application/json'); response.end(JSON.stringify({ keys })); }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  closers.push(() => { server.closeAllConnections(); server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
};

const sign = (alg: string, key: CryptoKey | Uint8Array): Promise<string> =>
  new SignJWT({ sub: 'alice', scope: ['a', 'b'] }).setProtectedHeader({ alg, kid: '1' }).setExpirationTime('1m').sign(key);

it('verifies by the issuer\'s public keys', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const verify = createTokenVerifier(testConfig({ JWKS_URL: await serveKeys([{ ...await exportJWK(publicKey), kid: '1', alg: 'ES256' }]) }));
  expect(await verify(await sign('ES256', privateKey))).toEqual({ sub: 'alice', scopes: ['a', 'b'], roles: [] });
  const stranger = await generateKeyPair('ES256');
  await expect(verify(await sign('ES256', stranger.privateKey))).rejects.toBeInstanceOf(InvalidToken);
});

it('refuses an HMAC that was made with the public key', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const verify = createTokenVerifier(testConfig({ JWKS_URL: await serveKeys([{ ...jwk, kid: '1' }]) }));
  await expect(verify(await sign('HS256', new TextEncoder().encode(JSON.stringify(jwk))))).rejects.toBeInstanceOf(InvalidToken);
});

it('blames nobody when the keys cannot be had', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const verify = createTokenVerifier(testConfig({ JWKS_URL: 'http://127.0.0.1:1/jwks' }));
  const error = await verify(await sign('ES256', privateKey)).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(InvalidToken);
});

import { describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { testConfig } from '../testing/test-service.fixture.ts';
import { bearer } from './bearer.fixture.ts';
import { echo, routes, secret, serve, startGateway } from './gateway.fixture.ts';
import { createGateway } from './gateway.ts';

describe('tokens at the gateway', () => {
  const open = async (env: Record<string, string> = {}) => startGateway({ services: { orders: await serve(echo) }, env });

  it('tells services who the caller is', async () => {
    const url = await open();
    const { headers } = await (await fetch(`${url}/v1/orders/1`, await bearer({ scope: 'read write', roles: ['clerk'], tenant: 'acme' }))).json() as { headers: Record<string, string> };
    expect(headers).toMatchObject({ 'x-identity-sub': 'alice', 'x-identity-scope': 'read write', 'x-identity-roles': 'clerk', 'x-identity-tenant': 'acme' });
  });

  it('answers 401 with a challenge to whoever has no valid token', async () => {
    const url = await open({ JWT_ISSUER: 'us', JWT_AUDIENCE: 'shop' });
    const fine = { iss: 'us', aud: 'shop' };
    const bad = [
      {},
      { headers: { authorization: 'Basic abc' } },
      { headers: { authorization: 'Bearer nonsense' } },
      await bearer({ ...fine, exp: Math.floor(Date.now() / 1000) - 60 }),
      await bearer({ ...fine, exp: undefined }),
      await bearer({ ...fine, iss: 'them' }),
      await bearer({ ...fine, aud: 'other' }),
      await bearer({ ...fine, sub: 'line\nbreak' }),
      await bearer(fine, { key: 'another secret of thirty-two chars' }),
      await bearer(fine, { alg: 'HS512' }),
      { headers: { authorization: `Bearer ${btoa('{"alg":"none"}').replace(/=/g, '')}.${btoa(JSON.stringify({ ...fine, sub: 'x', exp: 9_999_999_999 })).replace(/=/g, '')}.` } },
    ];
    for (const options of bad) {
      const response = await fetch(`${url}/v1/orders`, options);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer error="invalid_token"/)]);
    }
    expect((await fetch(`${url}/v1/orders`, await bearer(fine))).status).toBe(200);
  });

  it('forgets a token when it expires', async () => {
    const url = await open();
    const options = await bearer({ exp: Math.floor(Date.now() / 1000) - 4 });
    expect((await fetch(`${url}/v1/orders`, options)).status).toBe(200);
    await eventually(async () => (await fetch(`${url}/v1/orders`, options)).status === 401);
  });

  it('answers 403 to whoever lacks the scope or the role', async () => {
    const url = await open();
    const status = async (path: string, claims: Record<string, unknown>) => (await fetch(`${url}${path}`, await bearer(claims))).status;
    expect(await status('/v1/admin', { scope: 'read' })).toBe(403);
    expect(await status('/v1/admin', { scope: 'read admin' })).toBe(200);
    expect(await status('/v1/desk', { roles: ['guest'] })).toBe(403);
    expect(await status('/v1/desk', { roles: ['boss'] })).toBe(200);
  });

  it('does not start with routes that want tokens and no key, or with two', () => {
    expect(() => createGateway({ config: testConfig(), routes })).toThrow(/JWT_SECRET: is required/);
    expect(() => createGateway({ config: testConfig({ JWT_SECRET: secret, JWKS_URL: 'http://127.0.0.1/keys' }), routes })).toThrow(/cannot be combined/);
  });
});

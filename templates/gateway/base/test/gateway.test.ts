import type { ServiceContract } from '@sample-system/chassis/contract';
import { stubService } from '@sample-system/chassis/testing';
import type { StubHandlers, StubService } from '@sample-system/chassis/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { signToken } from '../dev/sign-token.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { routes } from '../src/routes.ts';

const env = { JWT_SECRET: 'a-secret-of-this-test-and-nothing-else', LOG_LEVEL: 'error' };
const guarded = routes.find(({ auth }) => auth === 'jwt');
const prefix = guarded?.prefix ?? '/v1/none';

/** Stands in for the service behind the first route that wants a token. */
const contract = {
  name: guarded?.service ?? 'none',
  version: '1.0.0',
  routes: { look: { method: 'GET', path: `${prefix}/one`, responses: { 200: z.object({ seen: z.string() }) } } },
  events: {},
} as const satisfies ServiceContract;

const handlers: StubHandlers<typeof contract> = {
  look: ({ headers }) => ({ status: 200, body: { seen: String(headers['x-identity-sub']) } }),
};

const closing: (() => Promise<void>)[] = [];
let behind: StubService;
let url: string;
let lonelyUrl: string;

const startGateway = async (staticServices: string): Promise<string> => {
  const gateway = await createApp(readConfig({ ...env, STATIC_SERVICES: staticServices }));
  closing.push(gateway.close);
  return (await gateway.start()).url;
};

beforeAll(async () => {
  behind = await stubService(contract, handlers);
  closing.push(behind.close);
  url = await startGateway(`${contract.name}=${behind.url}`);
  lonelyUrl = await startGateway('');
});

afterAll(async () => { for (const close of closing.reverse()) await close(); });

const asAlice = { authorization: `Bearer ${signToken('alice', env)}` };

test.skipIf(guarded === undefined)('passes a request with a token on, and says whose it is', async () => {
  const answer = await fetch(`${url}${prefix}/one`, { headers: { ...asAlice, 'x-identity-sub': 'mallory' } });

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ seen: 'alice' });
});

test.skipIf(guarded === undefined)('refuses a request without a token, and one with a token of somebody else', async () => {
  const forged = { authorization: `Bearer ${signToken('alice', { JWT_SECRET: 'some-other-secret-of-enough-characters' })}` };
  const seen = behind.requests.length;

  const statuses = [await fetch(`${url}${prefix}/one`), await fetch(`${url}${prefix}/one`, { headers: forged })].map(({ status }) => status);

  expect(statuses).toEqual([401, 401]);
  expect(behind.requests).toHaveLength(seen);
});

test.skipIf(guarded === undefined)('says 503 and when to come back where nobody is behind a route', async () => {
  const answer = await fetch(`${lonelyUrl}${prefix}/one`, { headers: asAlice });

  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('knows nothing but its routes', async () => {
  expect((await fetch(`${url}/v1/unheard-of`, { headers: asAlice })).status).toBe(404);
});

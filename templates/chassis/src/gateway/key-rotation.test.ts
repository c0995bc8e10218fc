import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterEach, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { testConfig } from '../testing/test-service.fixture.ts';
import { createTokenVerifier, InvalidToken } from './token.ts';

const closers: (() => unknown)[] = [];
afterEach(() => { for (const close of closers.splice(0)) close(); });

type Key = { readonly privateKey: CryptoKey; readonly kid: string; readonly jwk: JWK };

const makeKey = async (kid: string): Promise<Key> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return { privateKey, kid, jwk: { ...await exportJWK(publicKey), kid, alg: 'ES256' } };
};

const tokenBy = ({ privateKey, kid }: Pick<Key, 'privateKey' | 'kid'>): Promise<string> =>
  new SignJWT({ sub: 'alice' }).setProtectedHeader({ alg: 'ES256', kid }).setExpirationTime('1h').sign(privateKey);

/** An issuer whose keys, and whose health, the test decides; and a verifier whose clock it moves. */
const setUp = async (...keys: readonly Key[]) => {
  const issuer = { keys, away: false, asked: 0 };
  const server = createServer((_request, response) => {
    issuer.asked += 1;
    response.writeHead(issuer.away ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: issuer.keys.map(({ jwk }) => jwk) }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  closers.push(() => { server.closeAllConnections(); server.close(); });
  let time = 0;
  const { port } = server.address() as { port: number };
  const verify = createTokenVerifier(testConfig({ JWKS_URL: `http://127.0.0.1:${port}/keys` }), { now: () => time });
  const outcome = (token: string): Promise<string> => verify(token).then(({ sub }) => sub, (error: unknown) => (error instanceof InvalidToken ? 'invalid' : 'keys away'));
  return { issuer, outcome, pass: (ms: number) => { time += ms; } };
};

it('takes a new key while it runs', async () => {
  const [one, two] = [await makeKey('1'), await makeKey('2')];
  const { issuer, outcome, pass } = await setUp(one);
  expect(await outcome(await tokenBy(one))).toBe('alice');
  issuer.keys = [one, two];
  pass(5_000);
  expect(await outcome(await tokenBy(two))).toBe('alice');
  expect(issuer.asked).toBe(2);
});

it('refuses within minutes what a withdrawn key has signed, also a token that it has seen', async () => {
  const [old, next] = [await makeKey('old'), await makeKey('next')];
  const { issuer, outcome, pass } = await setUp(old);
  const token = await tokenBy(old);
  expect(await outcome(token)).toBe('alice');
  issuer.keys = [next];
  expect(await outcome(token)).toBe('alice');
  pass(300_000);
  await eventually(async () => (await outcome(token)) === 'invalid');
  expect(await outcome(await tokenBy(next))).toBe('alice');
});

it('goes on with the keys it knows while the issuer is away, however long', async () => {
  const key = await makeKey('1');
  const { issuer, outcome, pass } = await setUp(key);
  expect(await outcome(await tokenBy(key))).toBe('alice');
  issuer.away = true;
  for (let hour = 0; hour < 24; hour += 1) {
    pass(3_600_000);
    expect(await outcome(await tokenBy(key))).toBe('alice');
  }
  expect(issuer.asked).toBeGreaterThan(1);
  expect(await outcome(await tokenBy({ ...key, kid: 'unheard of' }))).toBe('invalid');
});

it.each([false, true])('asks the issuer once in five seconds for a flood of unknown keys (issuer away: %s)', async (away) => {
  const key = await makeKey('1');
  const { issuer, outcome, pass } = await setUp(key);
  await outcome(await tokenBy(key));
  issuer.away = away;
  pass(5_000);
  const flood = await Promise.all(Array.from({ length: 50 }, async (_, index) => tokenBy({ ...key, kid: `invented-${index}` })));
  for (const token of flood) expect(await outcome(token)).toBe('invalid');
  expect(issuer.asked).toBe(2);
  pass(5_000);
  for (const token of flood) await outcome(token);
  expect(issuer.asked).toBe(3);
});

it('asks once in five seconds while it has no key at all, and blames nobody', async () => {
  const key = await makeKey('1');
  const { issuer, outcome, pass } = await setUp(key);
  issuer.away = true;
  const token = await tokenBy(key);
  for (let call = 0; call < 20; call += 1) expect(await outcome(token)).toBe('keys away');
  expect(issuer.asked).toBe(1);
  issuer.away = false;
  pass(5_000);
  expect(await outcome(token)).toBe('alice');
});

import { expect, it } from 'vitest';
import { clientOf, rejection, serve, stub } from './client.fixture.ts';

it('repeats no more than its budget allows while everything fails', async () => {
  let calls = 0;
  const url = await serve((_request, response) => { calls += 1; response.writeHead(503).end(); });
  const { client, service } = clientOf([url], { BREAKER_THRESHOLD: '100000' });
  const look = () => rejection(client.getStock({ params: { sku: 'x' }, query: {} }));
  for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 60 }, look));
  const repeats = calls - 300;
  // The reserve of 50, a tenth of 300, and five a second; without a budget it would be 600.
  expect(repeats).toBeGreaterThanOrEqual(50);
  expect(repeats).toBeLessThan(150);
  expect(await service.metrics.expose()).toMatch(new RegExp(`client_retries_total\\{[^}]*\\} ${repeats}\n`));
});

it('waits as long as Retry-After says before it repeats', async () => {
  const times: number[] = [];
  const url = await serve((_request, response) => {
    times.push(Date.now());
    if (times.length === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else response.end('{"sku":"x","free":1}');
  });
  const { client } = clientOf([url]);
  expect(await client.getStock({ params: { sku: 'x' }, query: {} })).toMatchObject({ status: 200 });
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(999);
});

it('does not wait for a Retry-After beyond its deadline, but passes it on', async () => {
  let calls = 0;
  const url = await serve((_request, response) => { calls += 1; response.writeHead(503, { 'retry-after': '7' }).end(); });
  const { client } = clientOf([url], { CLIENT_TIMEOUT_MS: '5000' });
  expect(await rejection(client.getStock({ params: { sku: 'x' }, query: {} }))).toMatchObject({ reason: 'overloaded', headers: { 'retry-after': '7' } });
  expect(calls).toBe(1);
});

it('holds a 429 against nobody: neither breaker nor ejection', async () => {
  const url = await serve((_request, response) => { response.writeHead(429).end(); });
  const { client, service } = clientOf([url, url], { BREAKER_THRESHOLD: '2' });
  for (let call = 0; call < 5; call += 1) expect(await rejection(client.reserve({ body: { sku: 'a' } }))).toMatchObject({ reason: 'overloaded' });
  expect(await service.metrics.expose()).not.toMatch(/client_ejections_total\{[^}]*\} [1-9]/);
});

it('leaves out an instance that keeps failing, although others answer', async () => {
  let failed = 0;
  const bad = await serve((_request, response) => { failed += 1; response.writeHead(500).end(); });
  const good = await stub({ reserve: () => ({ status: 201, body: { id: '7' } }) });
  const { client, service } = clientOf([bad, good.url], { BREAKER_THRESHOLD: '1000' });
  for (let call = 0; call < 60; call += 1) await rejection(client.reserve({ body: { sku: 'a' } }));
  // Three to be found out, and perhaps one or two when its second is over.
  expect(failed).toBeLessThan(8);
  expect(good.requests.length).toBe(60 - failed);
  expect(await service.metrics.expose()).toMatch(/client_ejections_total\{[^}]*target="stock"[^}]*\} [1-9]/);
});

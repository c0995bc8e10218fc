import { expect, it } from 'vitest';
import { runInRequestContext } from '../http/request-context.ts';
import { stockContract } from '../testing/stock.fixture.ts';
import { createClient } from './client.ts';
import { clientOf, rejection, serve, stub } from './client.fixture.ts';
import { DeadlineExceeded, ServiceUnavailable, UnexpectedResponse } from './client-errors.ts';

const found = { status: 200, body: { sku: 'a/b', free: 3 } } as const;
const nowhere = 'http://127.0.0.1:1';

it('calls a route of the contract and gives the declared answer', async () => {
  const { url, requests } = await stub({ getStock: () => found });
  const { client } = clientOf([url]);
  expect(await client.getStock({ params: { sku: 'a/b' }, query: { site: 'x y' } })).toEqual(found);
  expect(requests[0]?.url).toBe('/v1/stock/a%2Fb?site=x+y');
});

it('sends bodies, idempotency keys, request id, identity, deadline and trace', async () => {
  const { url, requests } = await stub({ reserve: () => ({ status: 201, body: { id: '7' } }) });
  const { client } = clientOf([url]);
  const context = { requestId: 'r-1', traceId: '', deadline: Date.now() + 700, identity: { 'x-identity-sub': 'alice' } };
  await runInRequestContext(context, () => client.reserve({ body: { sku: 'a' } }, { idempotencyKey: 'k-1' }));
  const { headers, body } = requests[0] ?? {};
  expect(body).toEqual({ sku: 'a' });
  expect(headers).toMatchObject({ 'x-request-id': 'r-1', 'x-identity-sub': 'alice', 'idempotency-key': 'k-1' });
  expect(Number(headers?.['x-request-deadline-ms'])).toBeLessThanOrEqual(700);
  expect(headers?.['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0\d$/);
});

it('gives an answer without a body, and a declared 4xx, as answers', async () => {
  const { url } = await stub({ release: () => ({ status: 204 }), getStock: () => ({ status: 404, body: { type: 'unknown-sku', status: 404 } }) });
  const { client } = clientOf([url]);
  expect(await client.release({ params: { id: '7' } })).toEqual({ status: 204 });
  expect(await client.getStock({ params: { sku: 'x' }, query: {} })).toMatchObject({ status: 404, body: { type: 'unknown-sku' } });
});

it('refuses answers that the contract does not have', async () => {
  const answers = [[418, '{}'], [200, '{"sku":1}'], [200, 'no json']] as const;
  let next = 0;
  const url = await serve((_request, response) => { const [status, body] = answers[next++] ?? [500, '']; response.writeHead(status).end(body); });
  const { client } = clientOf([url]);
  for (const _ of answers) expect(await rejection(client.getStock({ params: { sku: 'x' }, query: {} }))).toBeInstanceOf(UnexpectedResponse);
});

it('says whether the target may have done what it does not answer for', async () => {
  const bad = await serve((_request, response) => { response.writeHead(503).end(); });
  const call = async (instances: readonly string[], times = 1): Promise<unknown> => {
    const { client } = clientOf(instances, { BREAKER_THRESHOLD: '3' });
    for (let time = 1; time < times; time += 1) await rejection(client.reserve({ body: { sku: 'a' } }, { idempotencyKey: 'k' }));
    return rejection(client.reserve({ body: { sku: 'a' } }, { idempotencyKey: 'k' }));
  };
  expect(await call([])).toMatchObject({ reason: 'no-instance', sent: false });
  expect(await call([nowhere])).toMatchObject({ reason: 'unreachable', sent: false });
  expect(await call([nowhere], 2)).toMatchObject({ reason: 'breaker-open', sent: false });
  expect(await call([bad])).toMatchObject({ name: 'ServiceUnavailable', sent: true });
  expect(await call([bad], 2)).toMatchObject({ reason: 'breaker-open', sent: false });
});

it('repeats what is idempotent, on another instance', async () => {
  const bad = await serve((_request, response) => { response.writeHead(503).end(); });
  const good = await stub({ getStock: () => found });
  const { client } = clientOf([bad, good.url]);
  for (let call = 0; call < 10; call += 1) expect(await client.getStock({ params: { sku: 'x' }, query: {} })).toEqual(found);
});

it('does not repeat a POST, unless it has an idempotency key or was never sent', async () => {
  let calls = 0;
  const bad = await serve((_request, response) => { calls += 1; response.writeHead(503).end(); });
  const { client } = clientOf([bad], { BREAKER_THRESHOLD: '100' });
  await rejection(client.reserve({ body: { sku: 'a' } }));
  expect(calls).toBe(1);
  await rejection(client.reserve({ body: { sku: 'a' } }, { idempotencyKey: 'k' }));
  expect(calls).toBe(4);

  const good = await stub({ reserve: () => ({ status: 201, body: { id: '7' } }) });
  const { client: half } = clientOf([nowhere, good.url]);
  for (let call = 0; call < 4; call += 1) expect(await half.reserve({ body: { sku: 'a' } })).toMatchObject({ status: 201 });
});

it('ends at the deadline, the shorter of its own and that of the request in hand', async () => {
  const url = await serve(() => {});
  const { client } = clientOf([url], { CLIENT_TIMEOUT_MS: '150' });
  expect(await rejection(client.getStock({ params: { sku: 'x' }, query: {} }))).toBeInstanceOf(DeadlineExceeded);
  const late = { requestId: 'r', traceId: '', deadline: Date.now() - 1, identity: {} };
  expect(await rejection(runInRequestContext(late, () => client.getStock({ params: { sku: 'x' }, query: {} })))).toBeInstanceOf(DeadlineExceeded);
});

it('ends when the caller cancels, with the reason of the caller', async () => {
  const url = await serve(() => { gone.abort(new Error('the caller has gone')); });
  const gone = new AbortController();
  const { client } = clientOf([url]);
  expect(await rejection(client.getStock({ params: { sku: 'x' }, query: {} }, { signal: gone.signal }))).toEqual(new Error('the caller has gone'));
});

it('opens the breaker after failures in a row, fails fast with Retry-After, and closes it by a probe', async () => {
  let healthy = false;
  let calls = 0;
  const url = await serve((_request, response) => { calls += 1; response.writeHead(healthy ? 201 : 500).end('{"id":"7"}'); });
  const { client, service } = clientOf([url], { BREAKER_THRESHOLD: '3', BREAKER_HALF_OPEN_AFTER_MS: '200' });
  const call = () => client.reserve({ body: { sku: 'a' } });
  for (let failure = 0; failure < 3; failure += 1) expect(await rejection(call())).toBeInstanceOf(UnexpectedResponse);

  const refused = await rejection(call());
  expect(refused).toMatchObject({ name: 'ServiceUnavailable', status: 503, reason: 'breaker-open', headers: { 'retry-after': '1' } });
  expect(calls).toBe(3);
  expect(await service.metrics.expose()).toMatch(/client_breaker_state\{[^}]*target="stock"[^}]*\} 2/);

  healthy = true;
  await new Promise((resolve) => { setTimeout(resolve, 220); });
  expect(await call()).toEqual({ status: 201, body: { id: '7' } });
  expect(await service.metrics.expose()).toMatch(/client_breaker_state\{[^}]*target="stock"[^}]*\} 0/);
});

it('lets one probe through while half-open and refuses the others at once', async () => {
  const answer = Promise.withResolvers<void>();
  let calls = 0;
  const url = await serve((_request, response) => {
    calls += 1;
    if (calls === 1) response.writeHead(500).end();
    else void answer.promise.then(() => response.writeHead(201).end('{"id":"7"}'));
  });
  const { client } = clientOf([url], { BREAKER_THRESHOLD: '1', BREAKER_HALF_OPEN_AFTER_MS: '50' });
  await rejection(client.reserve({ body: { sku: 'a' } }));
  await new Promise((resolve) => { setTimeout(resolve, 80); });
  const probe = client.reserve({ body: { sku: 'a' } });
  expect(await rejection(client.reserve({ body: { sku: 'a' } }))).toMatchObject({ reason: 'breaker-open' });
  answer.resolve();
  expect(await probe).toMatchObject({ status: 201 });
  expect(calls).toBe(2);
});

it('does not count 4xx against the target', async () => {
  const { url } = await stub({ getStock: () => ({ status: 404, body: { type: 'unknown-sku', status: 404 } }) });
  const { client } = clientOf([url], { BREAKER_THRESHOLD: '2' });
  for (let call = 0; call < 5; call += 1) expect(await client.getStock({ params: { sku: 'x' }, query: {} })).toMatchObject({ status: 404 });
});

it('refuses calls when all places are taken, and ends waiting ones at their deadline', async () => {
  const url = await serve(() => {});
  const { client } = clientOf([url], { CLIENT_TIMEOUT_MS: '200' }, { bulkhead: { limit: 1, queue: 1 } });
  const input = { body: { sku: 'a' } };
  const outcomes = await Promise.all([client.reserve(input), client.reserve(input), client.reserve(input)].map(rejection));
  expect(outcomes).toEqual([expect.any(DeadlineExceeded), expect.any(DeadlineExceeded), expect.any(ServiceUnavailable)]);
  expect(outcomes[2]).toMatchObject({ reason: 'bulkhead-full' });
});

it('has one circuit for a target, and for each client of it places of its own', async () => {
  let calls = 0;
  const url = await serve((_request, response) => { calls += 1; setTimeout(() => response.writeHead(500).end(), 50); });
  const narrow = { bulkhead: { limit: 1, queue: 0 } };
  const { client, service } = clientOf([url], { BREAKER_THRESHOLD: '2' }, narrow);
  const another = createClient(service, stockContract, narrow);
  const reserveByBoth = async () => Promise.all([client, another].map((one) => rejection(one.reserve({ body: { sku: 'a' } }))));
  await reserveByBoth();
  expect(calls).toBe(2);
  expect(await reserveByBoth()).toEqual([expect.objectContaining({ reason: 'breaker-open' }), expect.objectContaining({ reason: 'breaker-open' })]);
  expect(calls).toBe(2);
});

it('says so when there is no instance, or none that can be reached', async () => {
  const { client: alone } = clientOf([]);
  expect(await rejection(alone.getStock({ params: { sku: 'x' }, query: {} }))).toMatchObject({ status: 503, reason: 'no-instance' });
  const { client: shut } = clientOf([nowhere]);
  expect(await rejection(shut.getStock({ params: { sku: 'x' }, query: {} }))).toMatchObject({ status: 503, reason: 'unreachable' });
});

it('answers with the fallback instead', async () => {
  const { client } = clientOf([nowhere]);
  const fallback = (error: unknown) => ({ status: 200 as const, body: { sku: String(error instanceof ServiceUnavailable), free: 0 } });
  expect(await client.getStock({ params: { sku: 'x' }, query: {} }, { fallback })).toEqual({ status: 200, body: { sku: 'true', free: 0 } });
});

it('measures calls by target, route and outcome', async () => {
  const { url } = await stub({ getStock: () => found });
  const { client, service } = clientOf([url]);
  await client.getStock({ params: { sku: 'x' }, query: {} });
  expect(await service.metrics.expose()).toMatch(/client_request_duration_seconds_count\{.*route="\/v1\/stock\/:sku",outcome="200".*\} 1/);
});

it('refuses path parameters that would name another path', async () => {
  const { client } = clientOf([nowhere]);
  expect(await rejection(client.getStock({ params: { sku: '..' }, query: {} }))).toBeInstanceOf(RangeError);
});

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { status as Code } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { DeadlineExceeded, ServiceUnavailable, UnexpectedResponse } from '../client/client-errors.ts';
import { Problem } from '../http/problem.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { clientOf, closeAfterwards, rejection, serveStock } from './stock-grpc.fixture.ts';
import { GrpcRefused } from './grpc-refused.ts';

const nowhere = 'grpc://127.0.0.1:1';
const away = (): never => { throw new Problem({ status: 503 }); };

it('calls a method and gives its message', async () => {
  const { grpcUrl } = await serveStock();
  const { client } = clientOf([grpcUrl]);
  expect(await client.getStock({ sku: 'a' })).toEqual({ sku: 'a', free: 3 });
});

it('hands on request id, identity, idempotency key and what is left of the deadline', async () => {
  let seen: ReturnType<typeof requestContext>;
  const { grpcUrl } = await serveStock({ reserve: () => { seen = requestContext(); return {}; } });
  const { client } = clientOf([grpcUrl]);
  const deadline = Date.now() + 700;
  await runInRequestContext({ requestId: 'r-1', traceId: '', deadline, identity: { 'x-identity-sub': 'alice' } }, () => client.reserve({ sku: 'a' }, { idempotencyKey: 'k-1' }));
  expect(seen).toMatchObject({ requestId: 'r-1', identity: { 'x-identity-sub': 'alice' }, idempotencyKey: 'k-1' });
  // The wire has a duration, so the time of the way is added; it is nowhere near the server's own limit of 10 s.
  expect(seen?.deadline).toBeLessThan(deadline + 1_000);
});

it('gives a problem of the target back as the refusal that it is, and counts none against the target', async () => {
  const { grpcUrl } = await serveStock({ getStock: () => { throw new Problem({ status: 404, type: 'unknown-sku', title: 'No such thing', sku: 'x' }); } });
  const { client, service } = clientOf([grpcUrl], { BREAKER_THRESHOLD: '2' });
  for (let call = 0; call < 4; call += 1) {
    const error = await rejection(client.getStock({ sku: 'x' }));
    expect(error).toBeInstanceOf(GrpcRefused);
    expect(error).toMatchObject({ status: 502, code: Code.NOT_FOUND, problem: { status: 404, type: 'unknown-sku', title: 'No such thing', sku: 'x' } });
  }
  expect(await service.metrics.expose()).toMatch(/client_request_duration_seconds_count\{.*route="stock.v1.StockService\/GetStock",outcome="NOT_FOUND".*\} 4/);
});

it('repeats what the proto says is without side effects, on another instance', async () => {
  let failed = 0;
  const bad = await serveStock({ getStock: () => { failed += 1; return away(); } });
  const good = await serveStock();
  const { client } = clientOf([bad.grpcUrl, good.grpcUrl], { BREAKER_THRESHOLD: '100' });
  for (let call = 0; call < 10; call += 1) expect(await client.getStock({ sku: 'a' })).toMatchObject({ free: 3 });
  expect(failed).toBeGreaterThan(0);
});

it('does not repeat others, unless the call has an idempotency key or was never sent', async () => {
  let calls = 0;
  const bad = await serveStock({ reserve: () => { calls += 1; return away(); } });
  const { client } = clientOf([bad.grpcUrl], { BREAKER_THRESHOLD: '100' });
  expect(await rejection(client.reserve({ sku: 'a' }))).toMatchObject({ name: 'ServiceUnavailable', sent: true });
  expect(calls).toBe(1);
  await rejection(client.reserve({ sku: 'a' }, { idempotencyKey: 'k' }));
  expect(calls).toBe(4);

  const good = await serveStock();
  const { client: half } = clientOf([nowhere, good.grpcUrl]);
  for (let call = 0; call < 4; call += 1) expect(await half.reserve({ sku: 'a' })).toMatchObject({ free: 3 });
});

it('ends at the deadline, the shorter of its own and that of the request in hand, on both sides', async () => {
  const aborted = Promise.withResolvers<unknown>();
  const { grpcUrl } = await serveStock({ reserve: ({ signal }) => new Promise(() => { signal.addEventListener('abort', () => { aborted.resolve(signal.reason); }); }) });
  const { client } = clientOf([grpcUrl], { CLIENT_TIMEOUT_MS: '150' });
  expect(await rejection(client.reserve({ sku: 'a' }))).toBeInstanceOf(DeadlineExceeded);
  expect(await aborted.promise).toBeInstanceOf(Error);
  const late = { requestId: 'r', traceId: '', deadline: Date.now() - 1, identity: {} };
  expect(await rejection(runInRequestContext(late, () => client.reserve({ sku: 'a' })))).toBeInstanceOf(DeadlineExceeded);
});

it('ends when the caller cancels, with the reason of the caller, and tells the target', async () => {
  const gone = new AbortController();
  const aborted = Promise.withResolvers<unknown>();
  const { grpcUrl } = await serveStock({
    reserve: ({ signal }) => {
      signal.addEventListener('abort', () => { aborted.resolve(signal.reason); });
      gone.abort(new Error('the customer has gone'));
      return new Promise(() => {});
    },
  });
  const { client } = clientOf([grpcUrl]);
  expect(await rejection(client.reserve({ sku: 'a' }, { signal: gone.signal }))).toEqual(new Error('the customer has gone'));
  expect(await aborted.promise).toEqual(new Error('The caller has gone'));
});

it('opens the breaker after failures in a row, fails fast, and closes it by a probe', async () => {
  let healthy = false;
  let calls = 0;
  const { grpcUrl } = await serveStock({ reserve: () => { calls += 1; if (!healthy) throw new Error('secret of the inside'); return { free: 1 }; } });
  const { client } = clientOf([grpcUrl], { BREAKER_THRESHOLD: '3', BREAKER_HALF_OPEN_AFTER_MS: '200' });
  for (let failure = 0; failure < 3; failure += 1) expect(await rejection(client.reserve({}))).toMatchObject({ name: 'UnexpectedResponse', message: expect.not.stringContaining('secret') as string });
  expect(await rejection(client.reserve({}))).toMatchObject({ status: 503, reason: 'breaker-open' });
  expect(calls).toBe(3);
  healthy = true;
  await new Promise((resolve) => { setTimeout(resolve, 220); });
  expect(await client.reserve({})).toMatchObject({ free: 1 });
});

it('refuses calls when all places are taken', async () => {
  const { grpcUrl } = await serveStock({ reserve: () => new Promise(() => {}) });
  const { client } = clientOf([grpcUrl], { CLIENT_TIMEOUT_MS: '200' }, { bulkhead: { limit: 1, queue: 1 } });
  const outcomes = await Promise.all([client.reserve({}), client.reserve({}), client.reserve({})].map(rejection));
  expect(outcomes).toEqual([expect.any(DeadlineExceeded), expect.any(DeadlineExceeded), expect.any(ServiceUnavailable)]);
});

it('says so when there is no instance, none that can be reached, and one that breaks off', async () => {
  const { client: alone } = clientOf([]);
  expect(await rejection(alone.getStock({}))).toMatchObject({ status: 503, reason: 'no-instance', sent: false });
  const { client: shut } = clientOf([nowhere]);
  expect(await rejection(shut.getStock({}))).toMatchObject({ status: 503, reason: 'unreachable', sent: false });
  const { service, grpcUrl } = await serveStock({ reserve: () => { void service.close(); return new Promise(() => {}); } }, { SHUTDOWN_GRACE_MS: '50' });
  const { client: cut } = clientOf([grpcUrl]);
  expect(await rejection(cut.reserve({}))).toBeInstanceOf(UnexpectedResponse);
});

it('does not hang on whoever takes connections and says nothing', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  closeAfterwards(() => silent.close());
  await new Promise((resolve) => { silent.once('listening', resolve); });
  const { client } = clientOf([`grpc://127.0.0.1:${(silent.address() as AddressInfo).port}`], { CLIENT_TIMEOUT_MS: '150' });
  expect(await rejection(client.getStock({}))).toBeInstanceOf(DeadlineExceeded);
});

it('answers with the fallback where the target does not answer, and not where it refuses', async () => {
  const { client } = clientOf([nowhere]);
  expect(await client.getStock({}, { fallback: () => ({ sku: '', free: 0 }) })).toEqual({ sku: '', free: 0 });
  const { grpcUrl } = await serveStock({ getStock: () => { throw new Problem({ status: 404 }); } });
  const { client: refused } = clientOf([grpcUrl]);
  expect(await rejection(refused.getStock({}, { fallback: () => ({ sku: '', free: 0 }) }))).toBeInstanceOf(GrpcRefused);
});

it('refuses messages that are larger than those of HTTP', async () => {
  const { grpcUrl } = await serveStock();
  const { client } = clientOf([grpcUrl], { BREAKER_THRESHOLD: '1' });
  const large = { sku: 'x'.repeat(1024 * 1024) };
  for (let call = 0; call < 2; call += 1) expect(await rejection(client.getStock(large))).toMatchObject({ name: 'GrpcRefused', code: Code.RESOURCE_EXHAUSTED });
});

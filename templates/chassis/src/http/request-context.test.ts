import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { requestContext, runInRequestContext } from './request-context.ts';
import type { RequestContext } from './request-context.ts';

describe('requestContext', () => {
  let service: Service;
  let seen: RequestContext | undefined;
  let headArrived: PromiseWithResolvers<void>;
  beforeEach(() => {
    service = booksService();
    headArrived = Promise.withResolvers();
    service.app.addHook('onRequest', async () => { headArrived.resolve(); });
    service.route(booksContract.routes.addBook, async () => {
      await new Promise(setImmediate);
      seen = requestContext();
      return { status: 201, body: { bookId: 'b1' } };
    });
  });
  afterEach(() => service.close());

  const add = async (headers: Readonly<Record<string, string>>) => {
    const { url } = await service.start();
    return fetch(`${url}/v1/books`, { method: 'POST', body: '{"title":"t"}', headers: { 'content-type': 'application/json', ...headers } });
  };

  it('lasts through a body and through awaits', async () => {
    const answer = await add({ 'x-request-id': 'r-1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    expect(seen).toMatchObject({ requestId: 'r-1', traceId: '0af7651916cd43dd8448eb211c80319c' });
    expect(answer.headers.get('x-request-id')).toBe('r-1');
  });

  it('lasts when the body comes later than the head', async () => {
    const { url } = await service.start();
    const call = request(`${url}/v1/books`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-request-id': 'r-2' } });
    call.flushHeaders();
    await headArrived.promise;
    call.end('{"title":"t"}');
    await once(call, 'response');
    expect(seen?.requestId).toBe('r-2');
    call.destroy();
  });

  it('makes an id where the caller has none, or one that does not belong into a log', async () => {
    const answer = await add({ 'x-request-id': 'a b"c' });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('holds the identity headers and no others', async () => {
    await add({ 'X-User-Id': 'u1', 'x-identity-roles': 'admin', authorization: 'Bearer x' });
    expect(seen?.identity).toEqual({ 'x-user-id': 'u1', 'x-identity-roles': 'admin' });
  });

  it('is absent outside of a request, and can be entered for what is not HTTP', () => {
    expect(requestContext()).toBeUndefined();
    const request = { requestId: 'm-1', traceId: 't', deadline: 0, identity: {} };
    expect(runInRequestContext(request, requestContext)).toEqual(request);
  });
});

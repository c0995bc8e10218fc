import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { RouteInput, RouteOutput } from '../contract/contract.ts';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { loadConfig } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import { trickyContract } from '../documents/tricky-contract.fixture.ts';
import { createService } from '../service/create-service.ts';
import type { HandlerRequest } from './handler.ts';

type GetBook = typeof booksContract.routes.getBook;
type AddBook = typeof booksContract.routes.addBook;
type RemoveBook = typeof booksContract.routes.removeBook;

const trickyService = (): Service => createService({ name: 'tricky', contract: trickyContract, config: loadConfig(serviceConfig, { LOG_LEVEL: 'silent' }) });

describe('types of a route', () => {
  it('gives a caller what may be left out, and no parts that are not declared', () => {
    expectTypeOf<RouteInput<GetBook>>().toExtend<{ params: { bookId: string }; query: { edition?: number | undefined } }>();
    expectTypeOf<{ params: { bookId: string }; query: {} }>().toExtend<RouteInput<GetBook>>();
    expectTypeOf<{ body: { title: string } }>().toExtend<RouteInput<AddBook>>();
    expectTypeOf<{ params: { bookId: string } }>().toExtend<RouteInput<RemoveBook>>();
    expectTypeOf<{ query: {} }>().not.toExtend<RouteInput<GetBook>>();
  });

  it('gives a handler the validated parts', () => {
    expectTypeOf<HandlerRequest<GetBook>['query']>().toEqualTypeOf<{ edition: number }>();
    expectTypeOf<HandlerRequest<GetBook>['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<HandlerRequest<AddBook>['body']>().toEqualTypeOf<{ title: string; tags: { name: string }[] }>();
  });

  it('tells answers apart by status', () => {
    expectTypeOf<Extract<RouteOutput<GetBook>, { status: 404 }>['body']>().toEqualTypeOf<{ missing: string }>();
    expectTypeOf<{ status: 204 }>().toExtend<RouteOutput<RemoveBook>>();
    expectTypeOf<{ status: 201; body: { bookId: number } }>().not.toExtend<RouteOutput<AddBook>>();
  });
});

describe('a route of a contract', () => {
  let service: Service;
  afterEach(() => service.close());

  it('hands over coerced values and defaults, and answers by status', async () => {
    service = booksService();
    service.route(booksContract.routes.getBook, ({ params, query }) =>
      query.edition > 2 ? { status: 404, body: { missing: params.bookId } } : { status: 200, body: { ...params, ...query } });
    const found = await service.app.inject('/v1/books/b1');
    expect(found.json()).toEqual({ bookId: 'b1', edition: 1 });
    const missing = await service.app.inject('/v1/books/b1?edition=3');
    expect([missing.statusCode, missing.json()]).toEqual([404, { missing: 'b1' }]);
  });

  it('sends headers, and no body where the contract has none', async () => {
    service = booksService();
    service.route(booksContract.routes.removeBook, () => ({ status: 204, headers: { 'x-removed': 'yes' } }));
    const answer = await service.app.inject({ method: 'DELETE', url: '/v1/books/b1' });
    expect([answer.statusCode, answer.headers['x-removed'], answer.body]).toEqual([204, 'yes', '']);
  });

  it('keeps to itself what the contract does not declare', async () => {
    service = booksService();
    const row = { bookId: 'b1', passwordHash: 'x' };
    service.route(booksContract.routes.addBook, () => ({ status: 201, body: row }));
    const answer = await service.app.inject({ method: 'POST', url: '/v1/books', payload: { title: 't' } });
    expect(answer.json()).toEqual({ bookId: 'b1' });
  });

  it('fails rather than send less than the contract promises', async () => {
    service = booksService();
    const broken = JSON.parse('{}') as { bookId: string };
    service.route(booksContract.routes.addBook, () => ({ status: 201, body: broken }));
    const answer = await service.app.inject({ method: 'POST', url: '/v1/books', payload: { title: 't' } });
    expect([answer.statusCode, answer.json()]).toEqual([500, { type: 'about:blank', title: 'Internal Server Error', status: 500 }]);
  });

  it('leaves raw routes their plain JSON schemas', async () => {
    service = booksService();
    service.app.get('/raw', { schema: { querystring: { type: 'object', required: ['q'], properties: { q: { type: 'integer' } } } } }, (request) => request.query);
    expect((await service.app.inject('/raw?q=4')).json()).toEqual({ q: 4 });
    expect((await service.app.inject('/raw')).statusCode).toBe(400);
  });

  it('answers 401 where a caller must be known and is not, before it looks at the request', async () => {
    service = trickyService();
    service.route(trickyContract.routes.pay, () => ({ status: 201, body: { total: { currency: 'EUR', cents: 1 } } }));
    const pay = (headers: Record<string, string>) => service.app.inject({ method: 'POST', url: '/v1/orders/none/payments', payload: {}, headers });
    expect((await pay({})).json()).toMatchObject({ status: 401, type: 'unauthenticated' });
    expect((await pay({ 'x-identity-sub': '' })).statusCode).toBe(401);
    expect((await pay({ 'x-identity-sub': 'alice' })).json()).toMatchObject({ status: 400, type: 'invalid-request' });
  });

  it('sends a declared problem as one', async () => {
    service = trickyService();
    service.route(trickyContract.routes.pay, () => ({ status: 402, body: { type: 'card-declined', title: 'No', status: 402 } }));
    const answer = await service.app.inject({ method: 'POST', url: '/v1/orders/019aba5e-0000-7000-8000-000000000001/payments', payload: { by: 'card', token: 't' }, headers: { 'x-identity-sub': 'alice' } });
    expect([answer.headers['content-type'], answer.json()]).toEqual(['application/problem+json; charset=utf-8', { type: 'card-declined', title: 'No', status: 402 }]);
  });
});

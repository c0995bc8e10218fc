import { afterEach, expect, it } from 'vitest';
import { stockContract } from './stock.fixture.ts';
import { stubService, type StubService } from './stub-service.ts';

let stub: StubService;
afterEach(() => stub.close());

it('answers by contract over real HTTP and remembers what it was asked', async () => {
  stub = await stubService(stockContract, { getStock: ({ params, query }) => ({ status: 200, body: { sku: params.sku + (query.site ?? ''), free: 2 }, headers: { 'x-own': 'yes' } }) });
  const response = await fetch(`${stub.url}/v1/stock/a?site=x`);
  expect([response.status, response.headers.get('x-own'), await response.json()]).toEqual([200, 'yes', { sku: 'ax', free: 2 }]);
  expect(stub.requests).toMatchObject([{ operation: 'getStock', method: 'GET', url: '/v1/stock/a?site=x' }]);
});

it('refuses what does not fit the contract, and says which handler is missing', async () => {
  stub = await stubService(stockContract, { reserve: () => ({ status: 201, body: { id: '7' } }) });
  const reserve = (body: object) => fetch(`${stub.url}/v1/reservations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect((await reserve({ sku: 1 })).status).toBe(400);
  expect((await reserve({ sku: 'a' })).status).toBe(201);
  expect((await fetch(`${stub.url}/v1/stock/a`)).status).toBe(501);
});

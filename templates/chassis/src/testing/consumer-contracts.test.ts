import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { consumerContracts, testClient, type TestClient } from './consumer-contracts.ts';
import { stockContract } from './stock.fixture.ts';
import { stubService, type StubService } from './stub-service.ts';

let services: string;
let provider: StubService;
let stock: TestClient<typeof stockContract>;

beforeEach(async () => {
  services = mkdtempSync(join(tmpdir(), 'ms-consumers-'));
  provider = await stubService(stockContract, { getStock: ({ params }) => ({ status: 200, body: { sku: params.sku, free: 2 } }) });
  stock = testClient(stockContract, provider.url);
});
afterEach(async () => {
  await stock.close();
  await provider.close();
  rmSync(services, { recursive: true });
});

const write = (consumer: string, of: string, code: string): void => {
  mkdirSync(join(services, consumer, 'test/contracts'), { recursive: true });
  writeFileSync(join(services, consumer, 'test/contracts', `${of}.ts`), code);
};
const asks = (free: number): string => `
  export const interactions = {
    'tells what is free': async (stock) => {
      const { body } = await stock.getStock({ params: { sku: 'a' }, query: {} });
      if (body.free !== ${String(free)}) throw new Error('free is ' + body.free);
    },
  };`;

it('finds every consumer of the provider, and asks for it what it asks', async () => {
  write('orders', 'stock', asks(2));
  write('billing', 'stock', asks(2));
  write('billing', 'orders', 'throw new Error("not of this provider");');
  const consumers = await consumerContracts(services, stockContract);
  expect(consumers.map(({ consumer }) => consumer)).toEqual(['billing', 'orders']);
  for (const { verify, interactions } of consumers) expect([await verify(stock.client), interactions]).toEqual([['tells what is free'], ['tells what is free']]);
  expect(provider.requests.map(({ url }) => url)).toEqual(['/v1/stock/a', '/v1/stock/a']);
});

it('says who relies on what, and why that does not hold', async () => {
  write('orders', 'stock', asks(3));
  const [orders] = await consumerContracts(services, stockContract);
  await expect(orders?.verify(stock.client)).rejects.toThrow('orders relies on "tells what is free": free is 2');
});

it('takes no file that names no interactions', async () => {
  write('orders', 'stock', 'export {};');
  await expect(consumerContracts(services, stockContract)).rejects.toThrow('exports no interactions');
});

import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../client/client.ts';
import { loadConfig } from '../config/load-config.ts';
import { gatewayConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createGateway } from '../gateway/gateway.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createService } from './create-service.ts';

const contractOf = (name: string) => ({
  name,
  version: '1.0.0',
  events: {},
  // A POST that nobody may repeat: what is lost stays lost.
  routes: { add: { method: 'POST', path: '/v1/numbers', body: z.object({ n: z.int() }), responses: { 201: z.object({ n: z.int() }) } } },
}) as const satisfies ServiceContract;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

describeWithServer('CONSUL_URL', 'a rolling restart under load, against a real Consul', (consul) => {
  const setUp = async () => {
    const contract = contractOf(`numbers-${randomUUID()}`);
    const config = loadConfig({ ...serviceConfig, ...gatewayConfig }, { LOG_LEVEL: 'silent', DISCOVERY: 'consul', CONSUL_URL: consul, HEALTH_CHECK_INTERVAL_MS: '1000' });
    const added: number[] = [];
    const startInstance = async () => {
      const service = createService({ name: contract.name, contract, config });
      service.route(contract.routes.add, async ({ body }) => {
        await new Promise((resolve) => { setTimeout(resolve, 5); });
        added.push(body.n);
        return { status: 201, body };
      });
      closers.push(service.close);
      await service.start();
      return service;
    };
    const gateway = createGateway({ config, name: `gateway-${randomUUID()}`, routes: [{ prefix: '/v1/numbers', service: contract.name, auth: 'public' }], rateLimit: { max: 1_000_000, windowMs: 1_000 } });
    const caller = createService({ name: `caller-${randomUUID()}`, contract: { ...contract, routes: {} }, config });
    closers.push(caller.close, gateway.close);
    const { url } = await gateway.start();
    const client = createClient(caller, contract);
    const byGateway = async (n: number): Promise<number> => (await fetch(`${url}/v1/numbers`, { method: 'POST', body: JSON.stringify({ n }), headers: { 'content-type': 'application/json' } })).status;
    const byClient = async (n: number): Promise<number> => (await client.add({ body: { n } })).status;
    return { added, startInstance, ways: [byGateway, byClient] };
  };

  it('loses no request and repeats none, through clients and through the gateway', async () => {
    const { added, startInstance, ways } = await setUp();
    let instances = [await startInstance(), await startInstance()];
    const sent: number[] = [];
    const failures: unknown[] = [];
    const stop = new AbortController();
    const worker = async (send: (n: number) => Promise<number>): Promise<void> => {
      while (!stop.signal.aborted) {
        const n = sent.push(0);
        const status = await send(n).catch((error: unknown) => error);
        if (status !== 201) failures.push(status);
      }
    };
    await eventually(async () => (await ways[1]?.(0).catch(() => 0)) === 201 && (await ways[0]?.(0)) === 201);
    added.length = 0;
    const workers = Array.from({ length: 8 }, (_, index) => worker(ways[index % 2] ?? (async () => 0)));
    for (let round = 0; round < 2; round += 1) {
      const next = [];
      for (const instance of instances) {
        next.push(await startInstance());
        await instance.close();
      }
      instances = next;
    }
    stop.abort();
    await Promise.all(workers);
    expect(failures).toEqual([]);
    expect(sent.length).toBeGreaterThan(200);
    expect(added.toSorted((a, b) => a - b)).toEqual(sent.map((_, index) => index + 1));
  });
});

import type { Service } from '@sample-system/chassis';
import { sampleBffContract } from '@sample-system/sample-bff-contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { given, startOthers } from './others.ts';

let others: Awaited<ReturnType<typeof startOthers>>;
let service: Service;
let url: string;

beforeEach(async () => {
  others = await startOthers();
  service = await createApp(readConfig({ STATIC_SERVICES: others.addresses, LOG_LEVEL: 'fatal' }));
  ({ url } = await service.start());
});

afterEach(async () => {
  await service.close();
  await Promise.all(others.stubs.map(({ stub }) => stub.close()));
});

/** The view, each part asked for so many times. */
const overview = async (times: number): Promise<{ readonly status: number; readonly body: unknown }> => {
  const keys = new URLSearchParams();
  for (const [name, { key }] of Object.entries(given)) if (key !== null) for (let time = 0; time < times; time += 1) keys.append(name, key);
  const response = await fetch(`${url}${sampleBffContract.routes.getSampleClientOverview.path}?${keys.toString()}`, { headers: { 'x-identity-sub': 'alice' } });
  return { status: response.status, body: await response.json() };
};

const values = (times: number) => Object.fromEntries(Object.entries(given).map(([name, { key, value }]) => [name, key === null ? value : Array.from({ length: times }, () => value)]));

describe('what sample-client shows at once', () => {
  test('is composed of all its parts', async () => {
    expect(await overview(1)).toEqual({ status: 200, body: { ...values(1), failed: [] } });
  });

  test('is asked for once, however often it is in the view', async () => {
    expect(await overview(3)).toEqual({ status: 200, body: { ...values(3), failed: [] } });
    for (const { parts, stub } of others.stubs) expect(stub.requests).toHaveLength(parts.length);
  });

  test('is answered without services that are down, and says so', async () => {
    const { parts, stub } = others.stubs[0];
    await stub.close();

    const { status, body } = await overview(1);

    expect(status).toBe(200);
    expect((body as { readonly failed: readonly { readonly part: string }[] }).failed.map((one) => one.part).toSorted()).toEqual(parts.toSorted());
  });
});

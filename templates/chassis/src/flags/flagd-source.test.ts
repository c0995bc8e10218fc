import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';
import type { Service } from '../service/service.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { defineFlags } from './define-flags.ts';
import { onOff, rulesFile, rulesOf } from './flags.fixture.ts';
import { openFlags } from './open-flags.ts';
import { strictRules } from './strict-rules.ts';

/** flagd itself is a Go program that no registry brings; this answers OFREP by flagd's own rules, as its specification says. */
const servers: Server[] = [];
const services: Service[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.close()));
  for (const server of servers.splice(0)) { server.closeAllConnections(); server.close(); }
});

interface Answering {
  /** It takes the question and says nothing. */
  silent?: boolean;
  asked: number;
}

const flagd = async (rules: string): Promise<{ readonly url: string; readonly state: Answering }> => {
  const state: Answering = { asked: 0 };
  const { core, replace } = strictRules();
  replace(rules);
  const server = createServer(async (request, response) => {
    state.asked += 1;
    if (state.silent === true) return;
    const { context } = await json(request) as { context: Record<string, string> };
    const key = decodeURIComponent(request.url?.replace('/ofrep/v1/evaluate/flags/', '') ?? '');
    const { value, variant, reason, errorCode } = core.resolve('boolean', key, false, context);
    response.writeHead(errorCode === undefined ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(errorCode === undefined ? { key, value, variant, reason } : { key, errorCode }));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, state };
};

const ends = { owner: 'shop', since: '2026-01-01', expires: 'never' } as const;
const declared = defineFlags({ 'free-shipping': { default: false, ...ends }, unknown: { default: true, ...ends } });

const opened = async (url: string) => {
  const service = testService({ FLAGD_URL: url });
  services.push(service);
  const flags = openFlags(service, declared, { file: rulesFile('').url });
  await service.start();
  return { flags, metrics: () => service.metrics.expose() };
};

it('asks flagd with what is known of the caller', async () => {
  const { url } = await flagd(rulesOf({ 'free-shipping': onOff('off', { if: [{ '==': [{ var: 'tenant' }, 'acme'] }, 'on', 'off'] }) }));
  const { flags, metrics } = await opened(url);
  expect([await flags.value('free-shipping', { tenant: 'acme' }), await flags.value('free-shipping', { tenant: 'b' })]).toEqual([true, false]);
  expect(await metrics()).toMatch(/flags_source_up\{.*\} 1/);
});

it('takes the default of what flagd does not know', async () => {
  const { flags, metrics } = await opened((await flagd(rulesOf({}))).url);
  expect(await flags.value('unknown')).toBe(true);
  expect(await metrics()).toMatch(/flag="unknown",variant="default",reason="error"/);
});

it('takes the default while flagd is silent, and soon asks no more', async () => {
  const { url, state } = await flagd(rulesOf({ 'free-shipping': onOff('on') }));
  const { flags, metrics } = await opened(url);
  state.silent = true;
  for (let question = 0; question < 6; question += 1) expect(await flags.value('free-shipping')).toBe(false);
  expect(state.asked).toBe(3);
  expect(await metrics()).toMatch(/flags_source_up\{.*\} 0/);
});

it('takes the default while flagd is away', async () => {
  const written = vi.spyOn(console, 'error');
  const { flags } = await opened('http://127.0.0.1:1');
  expect([await flags.value('free-shipping'), await flags.value('unknown')]).toEqual([false, true]);
  expect(written).not.toHaveBeenCalled();
});

import { InMemoryProvider } from '@openfeature/server-sdk';
import type { Provider } from '@openfeature/server-sdk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { fixedFlags, flagProblems } from '../testing/flags.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { defineFlags } from './define-flags.ts';
import { onOff, rulesFile, rulesOf } from './flags.fixture.ts';
import { openFlags } from './open-flags.ts';

const ends = { owner: 'shop', since: '2026-01-01', expires: '2027-01-01' } as const;
const declared = defineFlags({ 'free-shipping': { default: false, ...ends }, 'page-size': { default: 20, ...ends }, 'colour': { default: 'blue', ...ends } });

const services: Service[] = [];
afterEach(async () => { await Promise.all(services.splice(0).map((service) => service.close())); });

const opened = async (file: URL, env: Record<string, string> = {}, provider?: Provider) => {
  const service = testService(env);
  services.push(service);
  const flags = openFlags(service, declared, { file, ...(provider !== undefined && { provider }) });
  await service.start();
  return { flags, metrics: () => service.metrics.expose() };
};

const identity = { 'x-identity-sub': 'alice', 'x-identity-tenant': 'acme', 'x-identity-roles': 'administrator clerk' };
const inRequest = <Result>(work: () => Result): Result => runInRequestContext({ requestId: 'r', traceId: 't', deadline: Date.now() + 1_000, identity }, work);

describe('flags', () => {
  it('are what the file says, typed by their defaults', async () => {
    const size = { state: 'ENABLED', variants: { few: 10, many: 50 }, defaultVariant: 'many' };
    const { flags, metrics } = await opened(rulesFile(rulesOf({ 'free-shipping': onOff('on'), 'page-size': size })).url);
    const isFree: boolean = await flags.value('free-shipping');
    const pageSize: number = await flags.value('page-size');
    expect([isFree, pageSize]).toEqual([true, 50]);
    expect(await metrics()).toMatch(/flag_evaluations_total\{flag="page-size",variant="many",reason="static",.*\} 1/);
  });

  it.each([
    ['the tenant', { '==': [{ var: 'tenant' }, 'acme'] }, true],
    ['the user', { '==': [{ var: 'targetingKey' }, 'bob'] }, false],
    ['a role, and not a part of its name', { in: ['admin', { var: 'roles' }] }, false],
    ['another role', { in: ['clerk', { var: 'roles' }] }, true],
  ])('know %s of the request in hand', async (_, condition, expected) => {
    const { flags } = await opened(rulesFile(rulesOf({ 'free-shipping': onOff('off', { if: [condition, 'on', 'off'] }) })).url);
    expect(await inRequest(() => flags.value('free-shipping'))).toBe(expected);
    expect(await flags.value('free-shipping')).toBe(false);
    expect(requestContext()).toBeUndefined();
  });

  it('know what the asker adds', async () => {
    const { flags } = await opened(rulesFile(rulesOf({ 'free-shipping': onOff('off', { if: [{ '>': [{ var: 'total' }, 100] }, 'on', 'off'] }) })).url);
    expect([await flags.value('free-shipping', { total: 101 }), await flags.value('free-shipping', { total: 99 })]).toEqual([true, false]);
  });

  it('follow an edit of the file, and bear a broken one', async () => {
    const file = rulesFile(rulesOf({ 'free-shipping': onOff('off') }));
    const { flags, metrics } = await opened(file.url);
    file.write(rulesOf({ 'free-shipping': onOff('on') }));
    await vi.waitFor(async () => { expect(await flags.value('free-shipping')).toBe(true); }, { timeout: 10_000 });
    file.write('{ "flags": { "free-shipping": { "state": "PERHAPS" } } }');
    await vi.waitFor(async () => { expect(await metrics()).toMatch(/flags_source_up\{.*\} 0/); }, { timeout: 10_000 });
    expect(await flags.value('free-shipping')).toBe(true);
  });

  it.each([
    ['missing', rulesFile('').url.href.replace('flags.json', 'gone.json')],
    ['no JSON', rulesFile('flags: {}').url.href],
    ['of another shape', rulesFile('{ "flags": { "free-shipping": true } }').url.href],
    ['of another type', rulesFile(rulesOf({ 'free-shipping': { state: 'ENABLED', variants: { on: 'yes' }, defaultVariant: 'on' } })).url.href],
  ])('have their default, and are counted, where the file is %s', async (_, file) => {
    const { flags, metrics } = await opened(new URL(file));
    expect([await flags.value('free-shipping'), await flags.value('page-size'), await flags.value('colour')]).toEqual([false, 20, 'blue']);
    expect(await metrics()).toMatch(/flag_evaluations_total\{flag="free-shipping",variant="default",reason="error",.*\} 1/);
  });

  it('come from somebody else\'s provider, which may fail', async () => {
    const { url } = rulesFile(rulesOf({ 'free-shipping': onOff('off') }));
    const theirs = new InMemoryProvider({ 'free-shipping': { variants: { on: true }, defaultVariant: 'on', disabled: false } });
    const { flags, metrics } = await opened(url, {}, theirs);
    expect([await flags.value('free-shipping'), (await metrics()).includes('flags_source_up{service="caller"} 1')]).toEqual([true, true]);
    const failing: Provider = Object.assign(new InMemoryProvider({}), { initialize: () => Promise.reject(new Error('no licence')) });
    const without = await opened(url, {}, failing);
    expect([await without.flags.value('free-shipping'), (await without.metrics()).includes('flags_source_up{service="caller"} 0')]).toEqual([false, true]);
  });

  it('come from another file where the environment says so', async () => {
    const { flags } = await opened(rulesFile(rulesOf({})).url, { FLAGS_FILE: rulesFile(rulesOf({ 'free-shipping': onOff('on') })).path });
    expect(await flags.value('free-shipping')).toBe(true);
  });
});

describe('helpers for tests', () => {
  it('give a test the flags that it wants', async () => {
    const flags = fixedFlags(declared, { 'free-shipping': true });
    expect([await flags.value('free-shipping'), await flags.value('page-size')]).toEqual([true, 20]);
  });

  it('tell where declarations and rules do not fit', async () => {
    const { url } = rulesFile(rulesOf({ 'free-shipping': { state: 'ENABLED', variants: { on: 1 }, defaultVariant: 'on' }, 'old-one': onOff('on') }));
    expect(await flagProblems(declared, url)).toEqual([
      'old-one has rules and no declaration', 'free-shipping: the variant on is no boolean', 'page-size is declared and has no rules', 'colour is declared and has no rules',
    ]);
    expect(await flagProblems(declared, rulesFile('{}').url)).toMatchObject([expect.stringContaining('flagd\'s schema')]);
  });
});

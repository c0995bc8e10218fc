import { describe, expect, it } from 'vitest';
import { call, model, service } from '../../../../test/support/model.ts';
import type { Call, Handler } from '../../../system/model.ts';
import { syncChain } from './sync-chain.ts';

const services = ['gateway', 'a', 'b', 'c', 'd'].map((name) => service(name));
const handler = (of: string, name: string, kind: Handler['kind'] = 'request'): Handler => ({ service: of, name, kind, file: `services/${of}/src/routes.ts`, line: 1 });
/** `step('a > b', 'GET /a', '/b')`: handler `GET /a` of `a` asks `b` for `/b`. */
const step = (names: string, by: string, path: string, more: Partial<Call> = {}): Call => {
  const [from = '', to = ''] = names.split(' > ');
  return call(from, to, { method: 'GET', path, handlers: [by], ...more });
};
const handlers = [handler('gateway', 'GET /x'), handler('a', 'GET /a/:id'), handler('b', 'GET /b'), handler('c', 'message sum'), handler('d', 'GET /d')];
const calls = [step('gateway > a', 'GET /x', '/a/{}'), step('a > b', 'GET /a/:id', '/b'), step('b > c', 'GET /b', 'sum')];
const check = (given: readonly Call[], more: readonly Handler[] = handlers, hops = 3) => syncChain.check(model({ services, calls: given, handlers: more }), { hops });

describe('sync-chain', () => {
  it('reports what a handler waits for, step by step', () => {
    expect(check(calls)).toMatchObject([{ services: ['gateway', 'a', 'b', 'c'], data: { hops: 3 }, related: [{ note: 'gateway calls a /a/{}' }, { note: 'a calls b /b' }, { note: 'b calls c sum' }] }]);
  });

  it('reports a longer chain once', () => {
    expect(check([...calls, step('c > d', 'message sum', '/d')]).map((found) => found.services.join(''))).toEqual(['gatewayabcd']);
  });

  it('reports two chains that part', () => {
    expect(check([...calls, step('b > d', 'GET /b', '/d')]).map((found) => found.services.at(-1))).toEqual(['c', 'd']);
  });

  it('accepts two hops, unless it is told otherwise', () => {
    expect(check(calls.slice(0, 2))).toEqual([]);
    expect(check(calls.slice(0, 2), handlers, 2)).toHaveLength(1);
  });

  it('accepts calls that no one handler puts in a row', () => {
    expect(check([...calls.slice(0, 2), step('b > c', 'GET /other', 'sum')], [...handlers, handler('b', 'GET /other')])).toEqual([]);
    expect(check([step('gateway > a', 'GET /x', '/elsewhere'), ...calls.slice(1)])).toEqual([]);
    expect(check([step('gateway > a', 'GET /x', '/a/{}', { path: null }), ...calls.slice(1)])).toEqual([]);
  });

  it('accepts a chain that an event or a schedule begins', () => {
    const begun = handlers.map((one) => (one.service === 'gateway' ? { ...one, kind: 'consumer' as const } : one));
    expect(check(calls, begun)).toEqual([]);
  });

  it('counts no service twice', () => {
    expect(check([...calls.slice(0, 2), step('b > a', 'GET /b', '/a/1')])).toEqual([]);
  });

  it('follows what a proxy hands on', () => {
    const proxied = step('gateway > a', '', '/', { client: 'http-proxy-middleware', method: null, path: null, handlers: [] });
    expect(check([proxied, ...calls.slice(1)])).toHaveLength(1);
  });

  it('follows what a gateway of Moleculer asks for: any action, or the one that its alias names', () => {
    const asked = (path: string | null) => check([step('gateway > a', '', '', { client: 'moleculer-web', method: null, path, handlers: [] }), step('a > b', 'message a.get', '/b'), ...calls.slice(2)], [...handlers, handler('a', 'message a.get')]);
    expect(asked(null)).toHaveLength(1);
    expect(asked('a.get')).toHaveLength(1);
    expect(asked('a.list')).toEqual([]);
  });
});

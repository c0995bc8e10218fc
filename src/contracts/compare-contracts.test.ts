import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentsOf } from '../../test/support/contract.ts';
import { call, event, model, service } from '../../test/support/model.ts';
import type { EventContract, RouteContract } from '../../templates/chassis/src/contract/contract.ts';
import type { Model } from '../system/model.ts';
import { compareContracts } from './compare-contracts.ts';

type Routes = Readonly<Record<string, RouteContract>>;
type Events = Readonly<Record<string, EventContract>>;
type Parts = { readonly routes?: Routes; readonly events?: Events };

const thing = z.object({ id: z.string() });
const look: RouteContract = { method: 'GET', path: '/v1/things/:id', params: z.object({ id: z.string() }), responses: { 200: thing } };
const make: RouteContract = { method: 'POST', path: '/v1/things', body: thing, responses: { 201: thing, 409: thing } };

const told = (before: Parts, after: Parts, state: Model = model()) =>
  compareContracts({ contracts: [documentsOf(before)], model: state }, { contracts: [documentsOf(after)], model: state })
    .map(({ breaking, subject, place, what }) => `${breaking ? '!' : '+'} ${subject.name}${place === null ? '' : ` ${place}`} ${what}`);

const routes = (before: Routes, after: Routes) => told({ routes: before }, { routes: after });

describe('routes', () => {
  test.each<readonly [name: string, before: Routes, after: Routes, expected: readonly string[]]>([
    ['the same', { look, make }, { make, look }, []],
    ['one less and one more', { look }, { make }, ['! look is gone', '+ make is new']],
    ['another path', { look }, { look: { ...look, path: '/v2/things/:id' } }, ['! look is GET /v2/things/{id} now']],
    ['another method', { make }, { make: { ...make, method: 'PUT' } }, ['! make is PUT /v1/things now', '+ make is idempotent, clients may repeat it']],
    ['another name', { look }, { show: look }, ['+ look is called show now; requests are the same']],
    ['another name of a parameter', { look }, { look: { ...look, path: '/v1/things/:thingId', params: z.object({ thingId: z.string() }) } }, []],
    ['another type of a parameter', { look }, { look: { ...look, params: z.object({ id: z.uuid() }) } }, ['! look path.1 has the format "uuid"']],
    ['a query that must be given', { look }, { look: { ...look, query: z.object({ of: z.string() }) } }, ['! look query.of is new and required']],
    ['a query that may be given', { look }, { look: { ...look, query: z.object({ of: z.string().optional() }) } }, ['+ look query.of is new and optional']],
    ['a key that must be given', { make }, { make: { ...make, idempotent: 'by-key' } }, ['! make header.Idempotency-Key is new and required', '+ make is idempotent, clients may repeat it']],
    ['no safe repetition any more', { make: { ...make, idempotent: true } }, { make }, ['! make is not idempotent any more, and clients repeat it']],
    ['no body any more', { make }, { make: { method: 'POST', path: '/v1/things', responses: make.responses } }, ['! make body is gone']],
    ['a body', { make: { method: 'POST', path: '/v1/things', responses: make.responses } }, { make }, ['! make body is new and required']],
    ['known callers only', { look }, { look: { ...look, identity: true } }, ['! look answers 401 to callers without an identity']],
    ['callers of any kind', { look: { ...look, identity: true } }, { look }, ['+ look answers callers without an identity, too']],
    ['an answer less', { make }, { make: { ...make, responses: { 201: thing } } }, ['! make 409 is no answer any more']],
    ['a success more', { look }, { look: { ...look, responses: { 200: thing, 202: null } } }, ['! look 202 is a new answer, which clients take for a failure']],
    ['a failure more', { look }, { look: { ...look, responses: { 200: thing, 404: thing } } }, ['+ look 404 is declared']],
    ['an answer without its body', { look }, { look: { ...look, responses: { 200: null } } }, ['! look 200 has no body any more']],
    ['an answer with a body', { look: { ...look, responses: { 200: null } } }, { look }, ['+ look 200 has a body']],
  ])('%s', (_name, before, after, expected) => {
    expect(routes(before, after)).toEqual(expected);
  });
});

describe('events', () => {
  const v1 = { 'stock.sold.v1': { data: thing } };
  test.each<readonly [name: string, before: Events, after: Events, expected: readonly string[]]>([
    ['one less', v1, {}, ['! stock.sold.v1 is gone']],
    ['a version more', v1, { ...v1, 'stock.sold.v2': { data: thing.extend({ price: z.int() }) } }, ['+ stock.sold.v2 is new']],
    ['another data without another version', v1, { 'stock.sold.v1': { data: z.object({ id: z.int() }) } }, ['! stock.sold.v1 data.id is integer, it was string']],
  ])('%s', (_name, before, after, expected) => {
    expect(told({ events: before }, { events: after })).toEqual(expected);
  });
});

describe('whom a change breaks', () => {
  const calls = (from: string, method: string | null, path: string | null) => call(from, 'stock', { method, path });

  const broken = (before: Parts, after: Parts, models: { readonly before: Model; readonly after: Model }) =>
    compareContracts({ contracts: [documentsOf(before)], model: models.before }, { contracts: [documentsOf(after)], model: models.after })
      .map(({ subject, breaks }) => `${subject.name}: ${breaks.map((consumer) => `${consumer.service} ${consumer.by}${consumer.now ? '' : ' before'}`).join(', ')}`);

  const both = (parts: Partial<Model>) => ({ before: model(parts), after: model(parts) });

  test('callers of the route, by method and path', () => {
    const all = [calls('orders', 'GET', '/v1/things/:id'), calls('billing', 'POST', '/v1/things'), calls('search', 'GET', '/v1/things/:key')];
    expect(broken({ routes: { look, make } }, { routes: { make } }, both({ calls: all }))).toEqual(['look: orders call, search call']);
    expect(broken({ routes: { make } }, {}, both({ calls: [...all, calls('web', 'GET', '/v1/things')] }))).toEqual(['make: billing call']);
  });

  test('callers of which the route can not be told', () => {
    expect(broken({ routes: { look } }, {}, both({ calls: [calls('orders', null, null)] }))).toEqual(['look: orders maybe']);
  });

  test('everybody outside, where a gateway leads to it', () => {
    const services = [service('gateway', { role: 'gateway' }), service('side-door', { role: 'gateway' })];
    expect(broken({ routes: { look } }, {}, both({ calls: [calls('gateway', null, '/v1/things'), calls('side-door', null, '/v1/thin')], services }))).toEqual(['look: gateway public']);
  });

  test('consumers of the event', () => {
    const events = [event('orders', 'consume', 'stock.sold.v1'), event('billing', 'consume', 'stock.sold.v2'), event('stock', 'consume', 'stock.sold.v1'), event('search', 'publish', 'stock.sold.v1')];
    expect(broken({ events: { 'stock.sold.v1': { data: thing } } }, {}, both({ events }))).toEqual(['stock.sold.v1: orders event']);
  });

  test('whoever relied on it before, and may still run', () => {
    const before = model({ calls: [calls('orders', 'GET', '/v1/things/:id')] });
    expect(broken({ routes: { look } }, {}, { before, after: model({ services: [service('stock')] }) })).toEqual(['look: orders call before']);
  });

  test('whoever calls a service on that is gone', () => {
    const before = model({ calls: [calls('orders', 'GET', '/v1/things/:id'), calls('billing', 'GET', '/v1/things/:id')] });
    const after = model({ calls: [call('orders', null, { method: null, path: null })] });
    expect(broken({ routes: { look } }, {}, { before, after })).toEqual(['look: billing call before, orders call']);
  });

  test('nobody, where nothing breaks', () => {
    expect(broken({ routes: { look } }, { routes: { look, make } }, both({ calls: [calls('orders', 'POST', '/v1/things')] }))).toEqual(['make: ']);
  });

  test('all of a service that is gone', () => {
    const state = model({ calls: [calls('orders', 'GET', '/v1/things/:id')] });
    const changes = compareContracts({ contracts: [documentsOf({ routes: { look } })], model: state }, { contracts: [], model: model() });
    expect(changes.map(({ service: provider, file, what }) => ({ provider, file, what }))).toEqual([{ provider: 'stock', file: 'services/stock/contract/src/contract.ts', what: 'is gone' }]);
  });
});

import { expect, test } from 'vitest';
import { plain } from '../../shared/paint.ts';
import type { JudgedChange } from '../compare-contracts.ts';
import type { Comparison } from './comparison.ts';
import { reporters } from './reporters.ts';

const gone: JudgedChange = {
  service: 'stock', file: 'stock/contract.ts', code: 'route-removed', breaking: true, place: null, what: 'is gone',
  subject: { kind: 'route', name: 'look', method: 'GET', path: '/v1/things/{id}' },
  breaks: [
    { service: 'gateway', file: 'gateway/app.ts', line: 5, by: 'public', now: true },
    { service: 'orders', file: 'orders/stock.ts', line: 9, by: 'call', now: false },
  ],
};
const grown: JudgedChange = {
  service: 'stock', file: 'stock/contract.ts', code: 'event-changed', breaking: false, place: 'data.note', what: 'is new and optional',
  subject: { kind: 'event', name: 'stock.sold.v1' }, breaks: [],
};
const hostile: JudgedChange = { ...gone, what: 'has the pattern "\u001B[2J\n::set-env::%<b>@all"', breaks: [] };

const comparison = (changes: readonly JudgedChange[]): Comparison => ({ ref: 'main', commit: '0123456789abcdef', changes, at: (file) => `shop/${file}` });

test('pretty', () => {
  expect(reporters.pretty(comparison([gone, grown]), plain)).toBe(`stock
  breaking   GET /v1/things/{id} (look): is gone
             breaks gateway (for everybody outside)  shop/gateway/app.ts:5
             breaks orders (no more in this state: deploy it first)  shop/orders/stock.ts:9
  additive   stock.sold.v1: data.note is new and optional

1 breaking change that breaks gateway, orders, 1 additive change against main (01234567)`);
  expect(reporters.pretty(comparison([]), plain)).toBe('no change of a contract against main (01234567)');
});

test('github puts what breaks at whoever still relies on it, or at the contract', () => {
  const text = 'stock: GET /v1/things/{id} (look): is gone';
  const before = 'breaks orders (no more in this state: deploy it first)';
  expect(reporters.github(comparison([gone, grown]), plain).split('\n')[0]).toBe(`::error file=shop/gateway/app.ts,line=5,title=ms contracts check::breaks gateway (for everybody outside)%0A${text}%0A${before}`);
  expect(reporters.github(comparison([{ ...gone, breaks: gone.breaks.slice(1) }]), plain).split('\n')[0]).toBe(`::error file=shop/stock/contract.ts,title=ms contracts check::${text}%0A${before}`);
});

test('what stands in a contract commands nothing', () => {
  expect(reporters.github(comparison([hostile]), plain).split('\n')).toHaveLength(2);
  expect(reporters.pretty(comparison([hostile]), plain)).not.toContain('\u001B');
  expect(reporters.markdown(comparison([hostile]), plain)).toContain('&lt;b&gt;@\u200Ball');
});

test('json is a contract', () => {
  expect(JSON.parse(reporters.json(comparison([gone]), plain))).toEqual({
    version: 1,
    against: { ref: 'main', commit: '0123456789abcdef' },
    changes: [{
      service: 'stock', subject: gone.subject, code: 'route-removed', breaking: true, place: null, what: 'is gone', file: 'shop/stock/contract.ts',
      breaks: [
        { service: 'gateway', file: 'shop/gateway/app.ts', line: 5, by: 'public', now: true },
        { service: 'orders', file: 'shop/orders/stock.ts', line: 9, by: 'call', now: false },
      ],
    }],
  });
});

import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { Flag } from '../../../system/shape-model.ts';
import { staleFlag } from './stale-flag.ts';

const place = { file: 'services/orders/src/flags.ts', line: 4 };
const read = { file: 'services/orders/src/routes/orders.ts', line: 9 };
const flag = (more: Partial<Flag>): Flag => ({ service: 'orders', name: 'free-shipping', declaredIn: 'code', since: '2026-01-01', expires: '2026-12-31', reads: [read], readers: 'known', ...place, ...more });
const check = (more: Partial<Flag>, { today = '2026-11-25', graceDays = 30 } = {}) => staleFlag.check(model({ services: [service('orders')], flags: [flag(more)] }), { graceDays }, today);

describe('stale-flag', () => {
  it('accepts a flag that is read and has time', () => {
    expect(check({})).toEqual([]);
    expect(check({ expires: null })).toEqual([]);
  });

  it('reports one that has outlived its day, and where it is read', () => {
    expect(check({}, { today: '2027-01-01' })).toMatchObject([{ messageId: 'expired', services: ['orders'], data: { flag: 'free-shipping', expires: '2026-12-31' }, at: place, related: [read] }]);
    expect(check({}, { today: '2026-12-31' })).toEqual([]);
  });

  it('reports one that nobody reads, when it is no longer new', () => {
    expect(check({ reads: [] })).toMatchObject([{ messageId: 'unread', at: place, related: [] }]);
    expect(check({ reads: [], since: '2026-10-26' })).toEqual([]);
    expect(check({ reads: [], since: '2026-10-25' })).toMatchObject([{ messageId: 'unread' }]);
    expect(check({ reads: [], since: '2026-10-26' }, { graceDays: 7 })).toMatchObject([{ messageId: 'unread' }]);
  });

  it('does not know since when a declaration without a day is there', () => {
    expect(check({ reads: [], since: null })).toEqual([]);
  });

  it('says when names are put together by code', () => {
    expect(check({ reads: [], readers: 'by computed names' })).toMatchObject([{ verdict: 'not-evaluable', services: ['orders'] }]);
  });

  it('takes entries of rules for unread only where every reader is seen', () => {
    const rules = { declaredIn: 'rules', since: null, expires: null, reads: [], service: null } as const;
    expect(check(rules)).toMatchObject([{ messageId: 'unread', services: [] }]);
    expect(check({ ...rules, readers: 'elsewhere' })).toEqual([]);
  });
});

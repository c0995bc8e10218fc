import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { Retry } from '../../../system/shape-model.ts';
import { unboundedRetry } from './unbounded-retry.ts';

const services = [service('orders'), service('shop', { role: 'ui' })];
const retry = (more: Partial<Retry>): Retry => ({ service: 'orders', by: 'p-retry', bounded: true, backoff: true, method: 'GET', idempotencyKey: false, file: 'services/orders/src/client.ts', line: 4, ...more });
const check = (...retries: readonly Retry[]) => unboundedRetry.check(model({ services, retries })).map(({ messageId }) => messageId);

describe('unbounded-retry', () => {
  it('reports the worst of what is wrong with a retry', () => {
    expect(check(retry({ bounded: false, backoff: false }), retry({ backoff: false }), retry({ method: 'POST' }), retry({ method: 'PATCH' }))).toEqual(['endless', 'at-once', 'twice', 'twice']);
  });

  it('accepts a bounded retry that waits, one with a key, and what may be done twice', () => {
    expect(check(retry({}), retry({ method: 'POST', idempotencyKey: true }), retry({ method: 'PUT' }))).toEqual([]);
  });

  it('accepts what is not known, and browsers', () => {
    expect(check(retry({ bounded: null, backoff: null, method: null }), retry({ service: 'shop', bounded: false }))).toEqual([]);
  });
});

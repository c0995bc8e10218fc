import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { Secret } from '../../../system/model.ts';
import { hardcodedSecret } from './hardcoded-secret.ts';

const secret = (name: string | null, more: Partial<Secret> = {}): Secret => ({ service: name, what: 'JWT secret', fallback: false, file: 'packages/auth/src/jwt.ts', line: 3, column: 9, ...more });
const check = (...secrets: readonly Secret[]) => hardcodedSecret.check(model({ services: [service('orders'), service('cart'), service('ledger', { node: false })], secrets }));

describe('hardcoded-secret', () => {
  it('tells a literal from a fallback and from a deployment file', () => {
    const found = check(secret('orders'), secret('orders', { fallback: true, line: 4 }), secret(null, { file: 'k8s/secret.yaml' }));
    expect(found.map(({ messageId, services }) => [messageId, ...services])).toEqual([['literal', 'orders'], ['fallback', 'orders'], ['deployed']]);
  });

  it('reports a place in a library once, with the services that run it', () => {
    expect(check(secret('orders'), secret('cart'))).toMatchObject([{ services: ['cart', 'orders'] }]);
  });

  it('leaves other languages alone', () => {
    expect(check(secret('ledger'))).toEqual([]);
  });
});

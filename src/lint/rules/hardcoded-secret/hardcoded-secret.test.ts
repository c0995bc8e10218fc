import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { Secret } from '../../../system/model.ts';
import { hardcodedSecret } from './hardcoded-secret.ts';

const secret = (name: string | null, more: Partial<Secret> = {}): Secret => ({ service: name, what: 'JWT secret', fallback: false, usedAt: [], file: 'packages/auth/src/jwt.ts', line: 3, column: 9, ...more });
const check = (...secrets: readonly Secret[]) => hardcodedSecret.check(model({ services: [service('orders'), service('cart'), service('ledger', { node: false })], secrets }));

describe('hardcoded-secret', () => {
  it('tells a literal from a fallback and from a deployment file', () => {
    const found = check(secret('orders'), secret('orders', { fallback: true, line: 4 }), secret(null, { file: 'k8s/secret.yaml' }));
    expect(found.map(({ messageId, services }) => [messageId, ...services])).toEqual([['literal', 'orders'], ['fallback', 'orders'], ['deployed']]);
  });

  it('reports a place in a library once, with the services that run it', () => {
    expect(check(secret('orders'), secret('cart'))).toMatchObject([{ services: ['cart', 'orders'] }]);
  });

  it('shows who is given it and where the service has more of its kind', () => {
    const usedAt = [{ file: 'services/orders/src/token.ts', line: 7, note: 'jwt.sign is given it' }];
    const [first] = check(secret('orders', { usedAt }), secret('orders', { file: 'services/orders/src/b.ts' }), secret('orders', { file: 'services/orders/src/c.ts' }), secret('orders', { what: 'password', line: 9 }), secret('cart', { file: 'services/cart/src/d.ts' }));
    expect(first?.related.map(({ file, note }) => [file, note])).toEqual([['services/orders/src/token.ts', 'jwt.sign is given it'], ['services/orders/src/b.ts', 'another literal JWT secret (and in 1 more)']]);
  });

  it('shows who reads the variable that has it, and where the variable is set that it stands in for', () => {
    const use = { service: 'orders', name: 'JWT_SECRET', optional: false, definedAt: { file: 'Dockerfile', line: 3, note: 'sets JWT_SECRET' }, file: 'services/orders/src/token.ts', line: 7 };
    const related = (one: Secret) => hardcodedSecret.check(model({ services: [service('orders')], secrets: [one], variables: [use] }))[0]?.related.map(({ file, note }) => [file, note]);
    expect(related(secret('orders', { file: 'Dockerfile' }))).toEqual([['services/orders/src/token.ts', 'orders reads JWT_SECRET']]);
    expect(related(secret('orders', { file: 'services/orders/src/token.ts', line: 7, fallback: true }))).toEqual([['Dockerfile', 'sets JWT_SECRET']]);
  });

  it('leaves other languages alone', () => {
    expect(check(secret('ledger'))).toEqual([]);
  });
});

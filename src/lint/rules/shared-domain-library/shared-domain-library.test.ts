import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { SharedLibrary } from '../../../system/shape-model.ts';
import { sharedDomainLibrary } from './shared-domain-library.ts';

const services = [service('orders'), service('billing'), service('shop', { role: 'ui' })];
const library = (more: Partial<SharedLibrary> = {}): SharedLibrary => ({
  name: '@shop/entities', path: 'packages/entities', users: ['billing', 'orders'], holds: [{ file: 'packages/entities/src/order.ts', line: 4, note: 'names the table orders' }], file: 'packages/entities/package.json', line: 1, ...more,
});
const check = (...libraries: readonly SharedLibrary[]) => sharedDomainLibrary.check(model({ services, libraries }));

describe('shared-domain-library', () => {
  it('reports a package by name and folder, with who runs it and what it holds', () => {
    expect(check(library())).toMatchObject([{ services: ['@shop/entities', 'packages/entities'], data: { users: 'billing, orders' }, at: { file: 'packages/entities/package.json' }, related: [{ note: 'names the table orders' }] }]);
    expect(check(library({ name: 'libs/entities', path: 'libs/entities' }))).toMatchObject([{ services: ['libs/entities'] }]);
  });

  it('accepts a package of one service, and of one and a browser', () => {
    expect(check(library({ users: ['orders'] }), library({ users: ['orders', 'shop'] }))).toEqual([]);
  });
});

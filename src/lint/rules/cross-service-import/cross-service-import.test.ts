import { describe, expect, it } from 'vitest';
import { crossImport, model, service } from '../../../../test/support/model.ts';
import { crossServiceImport } from './cross-service-import.ts';

const services = [service('orders'), service('cart'), service('shop', { role: 'ui' })];

describe('cross-service-import', () => {
  it('reports the import and both services', () => {
    const found = crossServiceImport.check(model({ services, imports: [crossImport('orders', 'cart')] }));
    expect(found).toMatchObject([{ services: ['orders', 'cart'], data: { specifier: '../../cart/src/x.ts' }, at: { line: 1 } }]);
  });

  it('accepts an import of oneself and leaves browsers alone', () => {
    expect(crossServiceImport.check(model({ services, imports: [crossImport('orders', 'orders'), crossImport('shop', 'cart')] }))).toEqual([]);
  });
});

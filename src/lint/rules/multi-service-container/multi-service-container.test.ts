import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import { multiServiceContainer } from './multi-service-container.ts';

const check = (starts: readonly string[]) => multiServiceContainer.check(model({
  services: [service('orders'), service('stock')],
  deployment: deployment({ images: [{ name: 'Dockerfile', starts, file: 'Dockerfile', line: 5, note: 'starts them' }] }),
}));

describe('multi-service-container', () => {
  it('reports an image that starts two services', () => {
    expect(check(['orders', 'stock'])).toMatchObject([{ services: ['orders', 'stock'], at: { file: 'Dockerfile', line: 5 }, data: { image: 'Dockerfile', count: 2 } }]);
  });

  it('accepts an image that starts one', () => {
    expect(check(['orders'])).toEqual([]);
  });
});

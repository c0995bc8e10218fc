import { describe, expect, it } from 'vitest';
import { couldMeet, pathsMeet } from './answering.ts';

describe('paths', () => {
  it.each([
    ['/v1/orders', '/v1/orders', true],
    ['/v1/orders/', '/V1/Orders', true],
    ['/v1/orders?page=1', '/v1/orders', true],
    ['/v1/orders/{}', '/v1/orders/:id', true],
    ['/v1/orders/7', '/v1/orders/{id}', true],
    ['/v1/{}/x', '/v1/orders/x', true],
    ['/v1/orders/7/items', '/v1/orders/*', true],
    ['/v1/orders', '/v1/orders/:id', false],
    ['/v1/orders/7', '/v1/orders', false],
    ['/v1/bills', '/v1/orders', false],
    ['/', '/', true],
    ['/api/orders/7', '/{}/api/orders/:id', true],
    ['/shop/v1/api/orders/7', '/{}/api/orders/:id', true],
    ['/orders/7', '/{}/api/orders/:id', false],
    ['/anything', '/{}', true],
  ])('%s asks for %s: %s', (asked, served, meet) => {
    expect(pathsMeet(asked, served)).toBe(meet);
  });
});

describe('paths whose unknown parts may be long', () => {
  it.each([
    ['/v1/{}', '/v1/users/:id', true],
    ['/v1/{}/items', '/v1/orders/:id/items', true],
    ['/v1/{}/items', '/v1/orders', false],
    ['/v2/{}', '/v1/users', false],
  ])('%s could be %s: %s', (asked, served, meet) => {
    expect(couldMeet(asked, served)).toBe(meet);
  });

  it('takes no time for a path of nothing but open parts, nor for one as long as a file', () => {
    expect(couldMeet(`${'/{}'.repeat(60)}/x`, `${'/a'.repeat(90)}/y`)).toBe(false);
    expect(couldMeet('/a'.repeat(100_000), '/b')).toBe(false);
  });
});

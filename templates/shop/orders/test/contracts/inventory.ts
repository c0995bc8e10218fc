import { randomUUID } from 'node:crypto';
import type { Interactions } from '@sample-system/chassis/testing';
import type { inventoryContract } from '@sample-system/inventory-contract';
import { expect } from 'vitest';

/** What orders relies on at inventory, and reads of its answers. The tests of inventory run it against the real service. */
export const interactions: Interactions<typeof inventoryContract> = {
  'says what the stock that it holds costs': async (inventory) => {
    const held = await inventory.reserveStock({ body: { orderId: randomUUID(), lines: [{ sku: 'coffee-beans', quantity: 1 }] } });
    expect(held).toMatchObject({ status: 201, body: { totalCents: expect.any(Number) as number } });
  },
  'holds once for an order, however often it is asked': async (inventory) => {
    const order = { body: { orderId: randomUUID(), lines: [{ sku: 'coffee-beans', quantity: 1 }] } };
    expect(await inventory.reserveStock(order)).toEqual(await inventory.reserveStock(order));
  },
  'says why it holds nothing': async (inventory) => {
    const ask = async (sku: string, quantity: number) => inventory.reserveStock({ body: { orderId: randomUUID(), lines: [{ sku, quantity }] } });
    expect(await ask('moka-pot', 999)).toMatchObject({ status: 409, body: { type: 'out-of-stock' } });
    expect(await ask('unheard-of', 1)).toMatchObject({ status: 409, body: { type: 'unknown-sku' } });
  },
  'holds nothing for an order that was given back, whichever of the two comes first': async (inventory) => {
    const orderId = randomUUID();
    expect(await inventory.releaseStock({ params: { orderId } })).toEqual({ status: 204 });
    expect(await inventory.reserveStock({ body: { orderId, lines: [{ sku: 'coffee-beans', quantity: 1 }] } })).toMatchObject({ status: 409 });
  },
};

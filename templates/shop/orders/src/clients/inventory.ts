import { createClient } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { inventoryContract } from '@sample-system/inventory-contract';
import type { Inventory } from '../domain/order.ts';

export const connectInventory = (service: Service): Inventory => {
  const inventory = createClient(service, inventoryContract);
  return {
    reserve: async ({ orderId, lines }) => {
      const reply = await inventory.reserveStock({ body: { orderId, lines: [...lines] } }, { idempotencyKey: orderId });
      return reply.status === 201 ? { totalCents: reply.body.totalCents } : { refused: reply.body.type };
    },
  };
};

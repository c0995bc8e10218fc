import { createClient, StepRefused } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { inventoryContract } from '@sample-system/inventory-contract';
import type { Inventory } from '../domain/order.ts';
import { refuseUnsent } from './refuse-unsent.ts';

export const connectInventory = (service: Service): Inventory => {
  const inventory = createClient(service, inventoryContract);
  return {
    reserve: async ({ orderId, lines }, { key, signal }) => {
      const reply = await inventory.reserveStock({ body: { orderId, lines: [...lines] } }, { idempotencyKey: key, signal }).catch(refuseUnsent);
      if (reply.status !== 201) throw new StepRefused(reply.body.type);
      return { totalCents: reply.body.totalCents };
    },
    release: async (orderId, { key, signal }) => { await inventory.releaseStock({ params: { orderId } }, { idempotencyKey: key, signal }); },
  };
};

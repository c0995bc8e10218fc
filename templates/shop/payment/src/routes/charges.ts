import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { paymentContract } from '@sample-system/payment-contract';
import { AmountChanged } from '../domain/charge.ts';
import type { Payments } from '../domain/charge.ts';

export const chargeRoutes = (service: Service, payments: Payments): void => {
  const { chargePayment, refundCharge, getCharge } = paymentContract.routes;

  service.route(chargePayment, async ({ body }) => {
    const charge = await payments.charge(body).catch(amountChanged);
    switch (charge.status) {
      case 'charged':
        return { status: 201, body: charge };
      case 'declined':
        throw new Problem({ status: 402, type: 'card-declined', title: 'The card was declined' });
      case 'refunded':
        throw new Problem({ status: 409, type: 'order-rejected', title: 'The order was rejected', detail: `Order ${body.orderId} was rejected before.` });
    }
  });

  service.route(refundCharge, async ({ params }) => {
    await payments.refund(params.orderId);
    return { status: 204 };
  });

  service.route(getCharge, async ({ params }) => {
    const charge = await payments.find(params.orderId);
    if (charge === undefined) throw new Problem({ status: 404, type: 'unknown-order', title: 'Nothing was charged for this order' });
    return { status: 200, body: charge };
  });
};

const amountChanged = (error: unknown): never => {
  if (error instanceof AmountChanged) throw new Problem({ status: 409, type: 'amount-changed', title: 'The amount is another one', detail: error.message });
  throw error;
};

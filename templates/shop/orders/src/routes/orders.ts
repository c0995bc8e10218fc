import { Problem } from '@sample-system/chassis';
import type { SagaView, Service } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { unavailable } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { KeyReused, placeOrder } from '../domain/place-order.ts';
import type { OrderParts } from '../domain/place-order.ts';
import { currentCustomer } from './customer.ts';

const { placeOrder: placeOrderRoute, getOrder, getProgress } = ordersContract.routes;

interface OrderRouteParts extends OrderParts {
  /** How far the saga of an order is; undefined when that has been forgotten. */
  readonly progress: (orderId: string) => Promise<Pick<SagaView, 'state' | 'reason' | 'steps'> | undefined>;
}

export const orderRoutes = (service: Service, parts: OrderRouteParts): void => {
  service.route(placeOrderRoute, async ({ body, headers }) => {
    const order = await placeOrder(parts, {
      customerId: currentCustomer(),
      lines: body.items,
      cardToken: body.cardToken,
      idempotencyKey: headers['idempotency-key']?.toString(),
    }).catch(keyReused);
    if (order.status === 'rejected') throw rejected(order);
    return { status: order.status === 'pending' ? 202 : 201, body: toBody(order) };
  });

  service.route(getOrder, async ({ params }) => ({ status: 200, body: toBody(await ownOrder(parts, params.orderId)) }));

  service.route(getProgress, async ({ params }) => {
    const { orderId } = await ownOrder(parts, params.orderId);
    const progress = await parts.progress(orderId);
    if (progress === undefined) throw unknownOrder();
    const { state, reason, steps } = progress;
    return { status: 200, body: { state, reason, steps: [...steps] } };
  });
};

const unknownOrder = (): Problem => new Problem({ status: 404, type: 'unknown-order', title: 'No such order' });

/** Somebody else's order is as unknown as none: the answer must not tell which ids exist. */
const ownOrder = async ({ store }: OrderParts, orderId: string): Promise<Order> => {
  const order = await store.find(orderId);
  if (order?.customerId !== currentCustomer()) throw unknownOrder();
  return order;
};

const toBody = ({ lines, createdAt, ...order }: Order) => ({ ...order, lines: [...lines], createdAt: createdAt.toISOString() });

const rejected = ({ orderId, reason }: Order): Problem =>
  reason === unavailable
    ? new Problem({ status: 503, type: unavailable, title: 'The order could not be placed', detail: `Order ${orderId} was rejected, as a service did not answer. Nothing is owed; try again.`, orderId }, { headers: { 'retry-after': '1' } })
    : new Problem({ status: 400, type: reason ?? 'rejected', title: 'The order was rejected', detail: `Order ${orderId} was rejected: ${reason}.`, orderId });

const keyReused = (error: unknown): never => {
  if (error instanceof KeyReused) throw new Problem({ status: 422, type: 'idempotency-key-reused', title: 'The key belongs to another order', detail: error.message });
  throw error;
};

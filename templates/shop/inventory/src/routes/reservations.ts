import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { inventoryContract } from '@sample-system/inventory-contract';
import { totalCents } from '../domain/reservation.ts';
import type { Refusal, Reservation, ReservationStore } from '../domain/reservation.ts';

export const reservationRoutes = (service: Service, reservations: ReservationStore): void => {
  const { reserveStock, releaseStock, getReservation } = inventoryContract.routes;

  service.route(reserveStock, async ({ body }) => {
    const result = await reservations.hold(body.orderId, body.lines);
    if ('refusal' in result) throw refusalProblem(result.refusal);
    return { status: 201, body: toBody(result.reservation) };
  });

  service.route(releaseStock, async ({ params }) => {
    await reservations.release(params.orderId);
    return { status: 204 };
  });

  service.route(getReservation, async ({ params }) => {
    const reservation = await reservations.find(params.orderId);
    if (reservation === undefined) throw new Problem({ status: 404, type: 'unknown-order', title: 'Nothing is reserved for this order' });
    return { status: 200, body: toBody(reservation) };
  });
};

const toBody = ({ lines, ...reservation }: Reservation) => ({ ...reservation, lines: [...lines], totalCents: totalCents(lines) });

const refusalProblem = (refusal: Refusal): Problem => {
  switch (refusal.kind) {
    case 'out-of-stock':
      return new Problem({ status: 409, type: refusal.kind, title: 'Not enough in stock', detail: `There is not enough of ${refusal.sku}.` });
    case 'unknown-sku':
      return new Problem({ status: 409, type: refusal.kind, title: 'No such item', detail: `Nothing is known of ${refusal.sku}.` });
    case 'order-rejected':
      return new Problem({ status: 409, type: refusal.kind, title: 'The order was rejected', detail: `Order ${refusal.orderId} was rejected before.` });
  }
};

import { expect, test } from 'vitest';
import type { Service } from '../../../system/model.ts';
import { examplesFile, sourcesFile, type Composing } from './compose.ts';

const named = (name: string): Service => ({ name, path: `services/${name}` }) as Service;
const [orders, payment] = [named('orders'), named('payment')];

const composing: Composing = {
  answers: {
    name: 'order-overview',
    home: orders,
    sources: [
      { from: 'contract', service: payment, type: 'payment.charged.v2' },
      { from: 'aggregate', aggregate: 'big-order', event: 'handed-over' },
      { from: 'contract', service: orders, type: 'order.confirmed.v1' },
      { from: 'aggregate', aggregate: 'big-order', event: 'placed' },
    ],
  },
  scope: 'my-shop',
  contractOf: ({ name }) => `@my-shop/${name}-contract`,
  exampleOf: ({ type }) => (type === 'payment.charged.v2' ? 'paymentChargedV2Example' : null),
};

test('sources in the order in which they are given, imports in that of their names', () => {
  expect(sourcesFile(composing)).toBe(`import { fromAggregate, fromContract } from '@my-shop/chassis';
import { paymentContract } from '@my-shop/payment-contract';
import { ordersContract } from '@my-shop/orders-contract';
import { bigOrder } from '../../aggregates/big-order/big-order.ts';
import { bigOrderHandedOver } from './big-order-handed-over.ts';
import { bigOrderPlaced } from './big-order-placed.ts';
import { orderConfirmedV1 } from './order-confirmed-v1.ts';
import { paymentChargedV2 } from './payment-charged-v2.ts';

/** What it is made from. When one comes or goes, raise the \`version\` of the projection: it is built again. */
export const sources = [
  fromContract(paymentContract, 'payment.charged.v2', paymentChargedV2),
  fromAggregate(bigOrder, 'handed-over', bigOrderHandedOver),
  fromContract(ordersContract, 'order.confirmed.v1', orderConfirmedV1),
  fromAggregate(bigOrder, 'placed', bigOrderPlaced),
];
`);
});

test('examples are those of the contract, where it has one', () => {
  expect(examplesFile(composing)).toContain(`import { paymentChargedV2Example } from '@my-shop/payment-contract';

/** What each event holds that the projection is made from. */
export const examples: Readonly<Record<string, unknown>> = {
  'payment.charged.v2': paymentChargedV2Example,
  'handed-over': {},
  'order.confirmed.v1': {},
  placed: {},
};
`);
});

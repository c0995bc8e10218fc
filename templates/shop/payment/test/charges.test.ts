import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from './start.ts';
import type { Answer, Running } from './start.ts';

let payment: Running;

beforeAll(async () => { payment = await start(); });
afterAll(() => payment.close());

const charge = async (orderId: string, amountCents = 1_850, cardToken = 'tok_sample'): Promise<Answer> => payment.call('/v1/charges', { orderId, amountCents, cardToken });
const refund = async (orderId: string): Promise<void> => { expect(await payment.call(`/v1/charges/${orderId}/refund`, {})).toMatchObject({ status: 204 }); };

test('charges an order once, however often it is asked', async () => {
  const orderId = randomUUID();

  const answers = await Promise.all(Array.from({ length: 8 }, async () => charge(orderId)));

  const charged = { orderId, amountCents: 1_850, status: 'charged' };
  expect(answers).toEqual(answers.map(() => ({ status: 201, body: charged })));
  expect(await payment.call(`/v1/charges/${orderId}`)).toEqual({ status: 200, body: charged });
});

test('does not charge another amount for the same order', async () => {
  const orderId = randomUUID();
  await charge(orderId, 1_850);

  expect(await charge(orderId, 9_900)).toMatchObject({ status: 409, body: { type: 'amount-changed' } });
});

test('says when the card is declined', async () => {
  const orderId = randomUUID();

  expect(await charge(orderId, 1_850, 'tok_declined')).toMatchObject({ status: 402, body: { type: 'card-declined' } });
  expect(await payment.call(`/v1/charges/${orderId}`)).toMatchObject({ status: 200, body: { status: 'declined' } });
});

test('gives the money of an order back, however often it is asked', async () => {
  const orderId = randomUUID();
  await charge(orderId);

  await refund(orderId);
  await refund(orderId);

  expect(await payment.call(`/v1/charges/${orderId}`)).toMatchObject({ body: { status: 'refunded' } });
  expect(await charge(orderId)).toMatchObject({ status: 409, body: { type: 'order-rejected' } });
});

test('takes no money that was given back before', async () => {
  const orderId = randomUUID();
  await refund(orderId);

  expect(await charge(orderId)).toMatchObject({ status: 409, body: { type: 'order-rejected' } });
});

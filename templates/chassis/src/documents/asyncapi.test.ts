import { ordersContract } from '@sample-system/orders-contract';
import { expect, it } from 'vitest';
import { createService } from '../service/create-service.ts';
import { loadConfig } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import { asyncApi, type AsyncApiDocument } from './asyncapi.ts';
import { trickyContract } from './tricky-contract.fixture.ts';

const payloadOf = ({ channels }: AsyncApiDocument, type: string): unknown => channels[type]?.messages[type]?.payload;

it('/docs/asyncapi tells under which routing key an event comes, and what is in it', async () => {
  const service = createService({ name: 'orders', contract: ordersContract, config: loadConfig(serviceConfig, { LOG_LEVEL: 'silent' }) });
  const document = (await service.app.inject('/docs/asyncapi')).json<AsyncApiDocument>();
  await service.close();
  expect(document).toMatchObject({ asyncapi: '3.0.0', info: { title: 'orders', version: '1.0.0' } });
  expect(Object.keys(document.channels)).toEqual(Object.keys(ordersContract.events));
  expect(document.channels['order.rejected.v1']).toMatchObject({ address: 'order.rejected.v1', bindings: { amqp: { is: 'routingKey', exchange: { name: 'events', type: 'topic' } } } });
  expect(payloadOf(document, 'order.rejected.v1')).toMatchObject({ type: 'object', required: ['orderId', 'customerId', 'reason'] });
  expect(document.operations['publish.order.rejected.v1']).toMatchObject({ action: 'send', channel: { $ref: '#/channels/order.rejected.v1' } });
});

it('says which version an event replaces, and that dates travel as text', () => {
  const document = asyncApi(trickyContract);
  expect(document.channels['tricky.paid.v2']?.messages['tricky.paid.v2']).toMatchObject({ 'x-replaces': 'tricky.paid.v1' });
  const { $ref = '' } = payloadOf(document, 'tricky.paid.v2') as { $ref?: string };
  expect($ref).toBe('#/components/schemas/tricky.paid.v2');
  expect(document.components?.schemas['tricky.paid.v2']).toMatchObject({ properties: { at: { type: 'string', format: 'date-time' } } });
});

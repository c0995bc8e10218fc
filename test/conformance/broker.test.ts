import { afterAll, beforeAll, describe } from 'vitest';
import type { Broker } from '../../src/dev/amqp/broker.ts';
import { startBroker } from '../../src/dev/amqp/broker.ts';
import { describeWithServer } from '../support/servers.ts';
import { describeBroker } from './broker.conformance.ts';

describe('the development broker', () => {
  let broker: Broker | undefined;
  beforeAll(async () => { broker = await startBroker(); });
  afterAll(async () => { await broker?.close(); });
  describeBroker('conforms', () => broker?.url ?? 'the broker has not started');
});

describeWithServer('RABBITMQ_URL', 'RabbitMQ', (url) => { describeBroker('conforms', () => url); });

import { randomUUID } from 'node:crypto';
import { SpanKind } from '@opentelemetry/api';
import { connect } from 'amqplib';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { testBusService } from '../testing/test-service.fixture.ts';
import { startCollector } from '../tracing/collector.fixture.ts';
import { connectBus } from './bus.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

describeWithServer('RABBITMQ_URL', 'traces over a real RabbitMQ', (url) => {
  it('go from who publishes to who consumes', async () => {
    const type = `stock-${randomUUID()}.moved.v1`;
    const contract = { name: 'stock', version: '1.0.0', routes: {}, events: { [type]: { data: z.object({}) } } } satisfies ServiceContract;
    const collector = await startCollector();
    closers.push(collector.close);
    const service = testBusService({ RABBITMQ_URL: url, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, 'stock');
    const bus = connectBus(service);
    const handled = Promise.withResolvers<void>();
    await bus.subscribe(contract, type, () => { handled.resolve(); });
    await service.start();
    await service.tracing.withSpan('move', { kind: SpanKind.INTERNAL }, async () => bus.publish(contract, type, {}));
    await handled.promise;
    await service.close();
    await dropQueues(url, `stock.${type}`);

    const find = (name: string) => collector.spans.find((span) => span.name === name);
    const [move, publish, process] = [find('move'), find(`publish ${type}`), find(`process stock.${type}`)];
    expect(publish).toMatchObject({ kind: 4, traceId: move?.traceId, parentSpanId: move?.spanId });
    expect(process).toMatchObject({ kind: 5, traceId: move?.traceId, parentSpanId: publish?.spanId });
  });
});

const dropQueues = async (url: string, main: string): Promise<void> => {
  const admin = await connect(url);
  const channel = await admin.createChannel();
  for (const suffix of ['', '.dead', '.retry.1000', '.retry.5000', '.retry.25000']) await channel.deleteQueue(main + suffix);
  await admin.close();
};

import { setTimeout as delay } from 'node:timers/promises';
import { fastify } from 'fastify';
import { order, ready } from './order.ts';
import './processor-time.ts';

/** A service behind a network: each answer takes 5 ms. */
const app = fastify();
app.get<{ Params: { id: string } }>('/v1/orders/:id', async (request) => {
  await delay(5);
  return order(request.params.id);
});
ready(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port));

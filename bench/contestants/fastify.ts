import { fastify } from 'fastify';
import { order, ready } from './order.ts';
import './processor-time.ts';

const app = fastify();
app.get<{ Params: { id: string } }>('/v1/orders/:id', (request) => order(request.params.id));
const address = await app.listen({ host: '127.0.0.1', port: 0 });
ready(Number(new URL(address).port));

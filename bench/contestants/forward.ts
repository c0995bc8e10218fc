import { fastify } from 'fastify';
import { Pool } from 'undici';
import { forward } from '../../templates/chassis/src/gateway/forward.ts';
import { ready } from './order.ts';
import './processor-time.ts';

/** What passes a request on in our gateway, and nothing else of it. Argument: upstream. */
const pool = new Pool(process.argv[2] ?? '', { connections: 256, headersTimeout: 0, bodyTimeout: 0 });
const app = fastify();
app.get('/v1/orders/:id', async ({ raw }, reply) => {
  const begin = (status: number, { connection: _ours, 'keep-alive': _theirs, ...headers }: NodeJS.Dict<string | string[]>): void => {
    reply.hijack();
    reply.raw.writeHead(status, headers);
  };
  await forward(pool, { method: 'GET', path: raw.url ?? '/', headers: { ...raw.headers, connection: undefined } }, { response: reply.raw, begin }).done;
});
ready(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port));

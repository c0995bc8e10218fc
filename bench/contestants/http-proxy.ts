import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ready } from './order.ts';
import './processor-time.ts';

/** The stock proxy: bare, or with the security headers and the rate limit that our gateway has. Arguments: folder of the peers, upstream, `bare` or `guarded`. */
type Plugin = (app: unknown, options: object) => Promise<void>;
interface App {
  readonly register: (plugin: Plugin, options?: object) => void;
  readonly listen: (options: object) => Promise<string>;
}

const [peers = '', upstream, kind] = process.argv.slice(2);
const peer = createRequire(join(peers, 'package.json'));
const { fastify } = peer('fastify') as { readonly fastify: () => App };
const plugin = (name: string): Plugin => peer(name) as Plugin;

const app = fastify();
if (kind === 'guarded') {
  app.register(plugin('@fastify/helmet'));
  app.register(plugin('@fastify/rate-limit'), { max: 100_000_000, timeWindow: 60_000 });
}
app.register(plugin('@fastify/http-proxy'), { upstream, prefix: '/v1/orders', rewritePrefix: '/v1/orders' });
ready(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port));

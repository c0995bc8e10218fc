import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { booksContract, booksService } from './sample-service.fixture.ts';

/**
 * A process of its own, to be sent signals: says where it listens, when a request is in hand and what it closes.
 * `CONSUL_URL`: it registers there. `START_WAITS`: its start waits for something that does not come.
 */
const tell = (message: string): void => { process.stdout.write(`${message}\n`); };

const { CONSUL_URL, START_WAITS } = process.env;
const service = booksService({ LOG_LEVEL: 'silent', ...(CONSUL_URL !== undefined && { CONSUL_URL, DISCOVERY: 'consul' }) });
service.route(booksContract.routes.getBook, async ({ params, query }) => {
  tell('in hand');
  await delay(params.bookId === 'endless' ? 60_000 : 500);
  return { status: 200, body: { ...params, ...query } };
});
service.route(booksContract.routes.addBook, () => {
  setImmediate(() => { throw new Error('nobody catches this'); });
  return { status: 201, body: { bookId: 'b1' } };
});
service.onClose('store', () => { tell('store closed'); });
service.onClose('consumers', () => { tell('consumers closed'); });
if (START_WAITS !== undefined) {
  service.onStart(async () => {
    tell('waits');
    await delay(60_000);
  });
}
service.app.addHook('onListen', async () => { tell(`http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`); });
await service.start();

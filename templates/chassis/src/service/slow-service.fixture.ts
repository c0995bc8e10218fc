import { setTimeout as delay } from 'node:timers/promises';
import { booksContract, booksService } from './sample-service.fixture.ts';

/** A process of its own, to be sent signals: says where it listens, when a request is in hand and what it closes. */
const tell = (message: string): void => { process.stdout.write(`${message}\n`); };

const service = booksService({ LOG_LEVEL: 'silent' });
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
tell((await service.start()).url);

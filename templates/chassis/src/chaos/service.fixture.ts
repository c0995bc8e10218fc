import { booksContract, booksService } from '../service/sample-service.fixture.ts';

/** A service in a process of its own, as `node --import chaos.ts` finds it. Says where it listens. */
const service = booksService();
service.route(booksContract.routes.getBook, ({ params, query }) => ({ status: 200, body: { ...params, ...query } }));
process.stdout.write(`${(await service.start()).url}\n`);

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';

describe('/metrics', () => {
  let service: Service;
  beforeEach(() => { service = booksService(); });
  afterEach(() => service.close());

  const scrape = async () => (await service.app.inject('/metrics')).body;
  const count = (labels: string) => `http_server_request_duration_seconds_count{service="books",${labels}}`;

  it('counts requests by method, route template and status', async () => {
    service.route(booksContract.routes.getBook, ({ params }) => ({ status: 404, body: { missing: params.bookId } }));
    for (const path of ['/v1/books/b1', '/v1/books/b2', '/v1/books/x', '/nope']) await service.app.inject(path);
    const text = await scrape();
    expect(text).toContain(`${count('method="GET",route="/v1/books/:bookId",status="404"')} 2`);
    expect(text).toContain(`${count('method="GET",route="/v1/books/:bookId",status="400"')} 1`);
    expect(text).toContain(`${count('method="ANY",route="unmatched",status="404"')} 1`);
  });

  it('leaves out probes and scrapes', async () => {
    await service.app.inject('/health/ready');
    await scrape();
    expect(await scrape()).not.toMatch(/route="\/(health|metrics)/);
  });

  it('exposes what parts of the service count', async () => {
    service.metrics.counter({ name: 'books_sold_total', help: 'Books sold', labelNames: ['shelf'] }).labels({ shelf: 'a' }).inc(2);
    service.metrics.gauge({ name: 'books_left', help: 'Books left' }).set(3);
    const text = await scrape();
    expect(text).toContain('books_sold_total{shelf="a",service="books"} 2');
    expect(text).toContain('books_left{service="books"} 3');
  });

  it('does not mix two services of one process', async () => {
    const other = booksService();
    service.metrics.counter({ name: 'only_here_total', help: 'x' }).inc();
    expect((await other.app.inject('/metrics')).body).not.toContain('only_here_total');
    await other.close();
  });
});

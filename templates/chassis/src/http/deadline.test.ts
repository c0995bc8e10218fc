import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { deadlineHeader, remainingTime } from './deadline.ts';
import { requestContext } from './request-context.ts';

describe('remainingTime', () => {
  it.each([
    [undefined, 1000],
    ['200', 200],
    ['5000', 1000],
    ['0', 0],
    ['-5', 1000],
    ['soon', 1000],
  ])('of a caller that says %s, with a limit of 1000, is %i', (given, expected) => {
    expect(remainingTime({ [deadlineHeader]: given }, 1000)).toBe(expected);
  });
});

describe('the deadline of a request', () => {
  let service: Service;
  afterEach(() => service.close());

  it('answers 504 when it has passed, and aborts the signal', async () => {
    service = booksService();
    const aborted = Promise.withResolvers<unknown>();
    service.route(booksContract.routes.getBook, async ({ signal }) => {
      await once(signal, 'abort');
      aborted.resolve(signal.reason);
      return { status: 404, body: { missing: 'too late' } };
    });
    const answer = await service.app.inject({ url: '/v1/books/b1', headers: { [deadlineHeader]: '20' } });
    expect(answer.statusCode).toBe(504);
    expect(answer.json()).toMatchObject({ type: 'deadline-exceeded' });
    expect(await aborted.promise).toMatchObject({ status: 504 });
  });

  it('is REQUEST_TIMEOUT_MS at most', async () => {
    service = booksService({ REQUEST_TIMEOUT_MS: '20' });
    service.route(booksContract.routes.getBook, () => new Promise(() => {}));
    const answer = await service.app.inject({ url: '/v1/books/b1', headers: { [deadlineHeader]: '60000' } });
    expect(answer.statusCode).toBe(504);
  });

  it('does not begin what is too late already', async () => {
    service = booksService();
    let begun = false;
    service.route(booksContract.routes.getBook, () => {
      begun = true;
      return { status: 404, body: { missing: '' } };
    });
    const answer = await service.app.inject({ url: '/v1/books/b1', headers: { [deadlineHeader]: '0' } });
    expect([answer.statusCode, begun]).toEqual([504, false]);
  });

  it('is known to whatever works for the request', async () => {
    service = booksService();
    let remaining = 0;
    service.route(booksContract.routes.getBook, async () => {
      await Promise.resolve();
      remaining = (requestContext()?.deadline ?? 0) - Date.now();
      return { status: 404, body: { missing: '' } };
    });
    await service.app.inject({ url: '/v1/books/b1', headers: { [deadlineHeader]: '4000' } });
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(4000);
  });

  it('aborts the signal when the caller has gone', async () => {
    service = booksService();
    const begun = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    service.route(booksContract.routes.getBook, async ({ signal }) => {
      begun.resolve();
      await once(signal, 'abort');
      aborted.resolve();
      throw signal.reason;
    });
    const { url } = await service.start();
    const caller = new AbortController();
    const call = fetch(`${url}/v1/books/b1`, { signal: caller.signal });
    await begun.promise;
    caller.abort();
    await expect(call).rejects.toThrow(/abort/);
    await aborted.promise;
  });
});

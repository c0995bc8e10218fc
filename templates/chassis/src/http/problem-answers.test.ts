import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { Problem } from './problem.ts';

describe('problems', () => {
  let service: Service;
  beforeEach(() => { service = booksService(); });
  afterEach(() => service.close());

  const post = (payload: string) => service.app.inject({ method: 'POST', url: '/v1/books', payload, headers: { 'content-type': 'application/json' } });

  it('lists each issue of an invalid body with its pointer', async () => {
    service.route(booksContract.routes.addBook, () => ({ status: 201, body: { bookId: 'b1' } }));
    const answer = await post(JSON.stringify({ title: '', tags: [{ name: 'a' }, { name: 3 }] }));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({
      status: 400,
      type: 'invalid-request',
      errors: [{ in: 'body', pointer: '#/title' }, { in: 'body', pointer: '#/tags/1/name' }],
    });
  });

  it('says in which part of the request the issue is', async () => {
    service.route(booksContract.routes.getBook, () => ({ status: 404, body: { missing: 'b' } }));
    const ofQuery = await service.app.inject('/v1/books/b1?edition=x');
    expect(ofQuery.json()).toMatchObject({ errors: [{ in: 'query', pointer: '#/edition' }] });
    const ofPath = await service.app.inject('/v1/books/b');
    expect(ofPath.json()).toMatchObject({ errors: [{ in: 'params', pointer: '#/bookId' }] });
  });

  it('passes on a thrown problem with its extensions and headers, also for a declared status', async () => {
    service.route(booksContract.routes.getBook, () => {
      throw new Problem({ status: 404, type: 'no-such-book', title: 'No such book', shelf: 7 }, { headers: { 'retry-after': '30' } });
    });
    const answer = await service.app.inject('/v1/books/b1');
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([404, '30']);
    expect(answer.json()).toEqual({ status: 404, type: 'no-such-book', title: 'No such book', shelf: 7 });
  });

  it('tells nothing about a bug', async () => {
    service.route(booksContract.routes.getBook, () => { throw new Error('password is hunter2'); });
    const answer = await service.app.inject('/v1/books/b1');
    expect(answer.json()).toEqual({ status: 500, type: 'about:blank', title: 'Internal Server Error' });
  });

  it.each([
    ['an unknown path', 404, () => service.app.inject('/nope')],
    ['a body that is no JSON', 400, () => post('{"title":')],
    ['a body that would change prototypes', 400, () => post('{"title":"t","__proto__":{"isAdmin":true}}')],
    ['a body of the wrong type', 400, () => post('[["title"]]')],
    ['a body without a bottom', 400, () => post(`{"title":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)],
    ['a body that is too large', 413, () => post(JSON.stringify({ title: 'x'.repeat(1024 * 1024) }))],
    ['an unknown media type', 415, () => service.app.inject({ method: 'POST', url: '/v1/books', payload: '<x/>', headers: { 'content-type': 'text/xml' } })],
    ['a malformed path', 400, () => service.app.inject('/v1/books/%zz')],
  ])('answers %s with %i', async (_what, status, send) => {
    service.route(booksContract.routes.addBook, () => ({ status: 201, body: { bookId: 'b1' } }));
    service.route(booksContract.routes.getBook, () => ({ status: 404, body: { missing: 'b' } }));
    const answer = await send();
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status });
    expect(answer.statusCode).toBe(status);
  });

  it('answers what is no HTTP with 400 and closes', async () => {
    const { url } = await service.start();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('HELLO\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n[^]*application\/problem\+json[^]*"status":400/);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { openApi, type OpenApiDocument } from './openapi.ts';
import { trickyContract } from './tricky-contract.fixture.ts';

describe('/docs/json', () => {
  let service: Service;
  afterEach(() => service.close());

  it('describes every route of the contract: parameters, body, each response', async () => {
    service = booksService();
    const document = (await service.app.inject('/docs/json')).json<OpenApiDocument>();
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'books', version: '1.2.0' } });
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(operations.toSorted()).toEqual(Object.keys(booksContract.routes).toSorted());
    expect(document.paths['/v1/books/{bookId}']?.['get']).toEqual({
      operationId: 'getBook',
      summary: 'One book',
      parameters: [
        { name: 'bookId', in: 'path', required: true, schema: { type: 'string', minLength: 2 } },
        { name: 'edition', in: 'query', required: false, schema: expect.objectContaining({ type: 'integer', default: 1 }) },
      ],
      responses: {
        200: { description: 'OK', content: { 'application/json': { schema: expect.objectContaining({ type: 'object', required: ['bookId', 'edition'] }) } } },
        404: { description: 'Not Found', content: { 'application/json': { schema: expect.objectContaining({ required: ['missing'] }) } } },
        default: expect.objectContaining({ content: { 'application/problem+json': expect.anything() } }),
      },
    });
  });

  it('tells what a caller may leave out of a body, and which answer has none', async () => {
    service = booksService();
    const { paths } = (await service.app.inject('/docs/json')).json<OpenApiDocument>();
    expect(paths['/v1/books']?.['post']?.requestBody?.content).toMatchObject({ 'application/json': { schema: { required: ['title'] } } });
    expect(paths['/v1/books/{bookId}']?.['delete']?.responses['204']).toEqual({ description: 'No Content' });
  });

  it('says who may call, what a repetition does, which answers are problems, and what a later version may add to', () => {
    const { paths, components } = openApi(trickyContract);
    const pay = paths['/v1/orders/{orderId}/payments']?.['post'];
    expect(pay).toMatchObject({ security: [{ token: [] }, { identity: [] }], 'x-idempotent': 'by-key' });
    expect(pay?.parameters).toContainEqual(expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }));
    expect(pay?.responses['402']?.content).toEqual({ 'application/problem+json': { schema: expect.not.objectContaining({ additionalProperties: false }) } });
    expect(Object.keys(components?.securitySchemes ?? {})).toEqual(['token', 'identity']);
    expect(JSON.stringify(components?.schemas?.['pay-request'])).toContain('"additionalProperties":false');
    expect(openApi(booksContract).components).toBeUndefined();
  });
});

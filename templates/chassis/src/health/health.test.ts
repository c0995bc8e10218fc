import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';

describe('health', () => {
  let service: Service;
  beforeEach(() => { service = booksService(); });
  afterEach(() => service.close());

  it('is live whatever its parts say', async () => {
    service.readiness('database', () => { throw new Error('gone'); });
    const answer = await service.app.inject('/health/live');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'live' }]);
  });

  it('is ready when every check passes', async () => {
    service.readiness('database', async () => {});
    const answer = await service.app.inject('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ready', checks: { discovery: { status: 'ok' }, database: { status: 'ok' } } }]);
  });

  it('names the check that fails, under both paths', async () => {
    service.readiness('database', async () => { throw new Error('connection refused'); });
    service.readiness('broker', () => {});
    for (const path of ['/health', '/health/ready']) {
      const answer = await service.app.inject(path);
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ status: 'not ready', checks: { database: { status: 'failed', reason: 'connection refused' }, broker: { status: 'ok' } } });
    }
  });

  it('takes a check that hangs for a failed one', async () => {
    service.readiness('database', () => new Promise(() => {}));
    const answer = await service.app.inject('/health/ready');
    expect(answer.json()).toMatchObject({ status: 'not ready', checks: { database: { reason: 'no answer within 2000 ms' } } });
  });

  it('is not ready while the service closes', async () => {
    const { url } = await service.start();
    const duringClose = Promise.withResolvers<Response>();
    service.onClose('consumers', async () => { duringClose.resolve(await fetch(`${url}/health/ready`)); });
    await service.close();
    const answer = await duringClose.promise;
    expect([answer.status, await answer.json()]).toMatchObject([503, { status: 'draining' }]);
  });
});

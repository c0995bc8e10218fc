import { describe, expect, it } from 'vitest';
import { createApp } from '../http/create-app.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createTracing } from '../tracing/create-tracing.ts';
import { loadConfig } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import { createLoggers } from './logger.ts';

interface Line { readonly [field: string]: unknown }

const capture = (level: string) => {
  const lines: Line[] = [];
  const destination = { write: (line: string) => { lines.push(JSON.parse(line) as Line); } };
  return { lines, ...createLoggers({ service: 'books', instance: 'books-1', level, destination }) };
};

const captureApp = () => {
  const { lines, log, accessLog } = capture('info');
  const { tracer } = createTracing({ service: 'books', version: '1.0.0', instance: 'books-1', config: loadConfig(serviceConfig, {}) });
  const histogram = createMetrics('books').histogram({ name: 'http', help: 'http', labelNames: ['method', 'route', 'status'] });
  const { app } = createApp(log, { tracer, accessLog, histogram, countProblem: () => {}, requestTimeout: 1000 });
  return { lines, app, log };
};

describe('logs', () => {
  it('cuts out secrets, nested ones too', () => {
    const { lines, log } = capture('info');
    log.info({ password: 'p', user: { token: 't', name: 'n' }, request: { headers: { authorization: 'a', cookie: 'c', host: 'h' } } }, 'all');
    expect(lines[0]).toMatchObject({
      password: '[redacted]',
      user: { token: '[redacted]', name: 'n' },
      request: { headers: { authorization: '[redacted]', cookie: '[redacted]', host: 'h' } },
    });
  });

  it('obeys the level and says it in words', () => {
    const { lines, log } = capture('warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', msg: 'loud', service: 'books', instance: 'books-1' })]);
  });

  it('writes one line a request, with the ids of the lines of its handler and without the query', async () => {
    const { lines, app, log } = captureApp();
    app.get('/v1/books/:bookId', async () => {
      await Promise.resolve();
      log.info('from the handler');
      return {};
    });
    await app.inject({ url: '/v1/books/b1?token=t', headers: { 'x-request-id': 'r-1' } });
    const [handler, access, ...others] = lines;
    expect(others).toEqual([]);
    expect(access).toMatchObject({ msg: 'request', request_id: 'r-1', method: 'GET', route: '/v1/books/:bookId', path: '/v1/books/b1', status: 200, duration_ms: expect.any(Number) });
    expect(handler).toMatchObject({ request_id: 'r-1', trace_id: access?.['trace_id'], span_id: access?.['span_id'] });
    expect(access?.['trace_id']).toMatch(/^[\da-f]{32}$/);
  });

  it('says what failed, with its stack, once', async () => {
    const { lines, app } = captureApp();
    app.get('/bug', () => { throw new Error('boom'); });
    await app.inject('/bug');
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([['error', 'request failed'], ['info', 'request']]);
    expect(lines[0]).toMatchObject({ err: { message: 'boom', stack: expect.stringContaining('logger.test') } });
  });
});

import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTraces } from '../otlp/traces.ts';
import { anyFreePort } from '../ports.ts';
import { startPage, type Page } from './page.ts';

describe('the page of ms dev', () => {
  const traces = createTraces();
  let page: Page;

  beforeAll(async () => {
    const system = () => ({ name: 'shop', readyAfterMs: 1, services: [], infrastructure: [], edges: [] });
    page = await startPage(await anyFreePort(), { system, supervisor: () => undefined, queues: () => [], traces, visible: true, levers: { kill: () => undefined, lose: async () => undefined, restore: async () => undefined, setFaults: () => undefined } });
  });
  afterAll(() => page.close());

  /** fetch does not let anybody forge Host and Origin. */
  const statusOf = (method: string, path: string, headers: Record<string, string>): Promise<number | undefined> => new Promise((resolve, reject) => {
    request(`${page.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject).end();
  });

  it.each([
    ['another name that was bent to loopback', 'GET', '/api/system', { host: 'evil.example' }],
    ['a page of another site', 'POST', '/api/services/orders/stop', { origin: 'http://evil.example' }],
    ['a page of another port', 'POST', '/api/services/orders/stop', { origin: 'http://127.0.0.1:1' }],
    ['a page without origin', 'POST', '/api/services/orders/stop', { origin: 'null' }],
    ['what a browser calls cross-site', 'GET', '/api/system', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_, method, path, headers) => {
    expect(await statusOf(method, path, headers)).toBe(403);
  });

  it('answers localhost and itself', async () => {
    expect(await statusOf('GET', '/api/system', { host: `localhost:${new URL(page.url).port}` })).toBe(200);
    expect(await statusOf('GET', '/api/system', { origin: page.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('takes traces and gives them back', async () => {
    const span = { traceId: 'abc1', spanId: '1', name: 'GET /', kind: 2, startTimeUnixNano: '1', endTimeUnixNano: '2' };
    const body = JSON.stringify({ resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'orders' } }] }, scopeSpans: [{ spans: [span] }] }] });
    const accepted = await fetch(`${page.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(accepted.status).toBe(200);
    expect(await (await fetch(`${page.url}/api/traces/abc1`)).json()).toMatchObject({ traceId: 'abc1', spans: [{ service: 'orders', name: 'GET /', parentSpanId: null }] });
    expect((await fetch(`${page.url}/api/traces/ffff`)).status).toBe(404);
  });

  it('refuses traces that are no OTLP JSON', async () => {
    expect((await fetch(`${page.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body: 'x' })).status).toBe(415);
    expect((await fetch(`${page.url}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })).status).toBe(400);
  });

  it('brings all that its HTML asks for from itself', async () => {
    const answer = await fetch(page.url);
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const modules = [...html.matchAll(/(?:src|href)="([^":]+)"/gu)].map(([, path]) => path);
    expect(modules).toEqual(['page.css', 'page.js']);
    const script = await (await fetch(`${page.url}/page.js`)).text();
    const imports = [...script.matchAll(/from '\.\/([^']+)'/gu)].map(([, path]) => path);
    for (const path of [...modules, ...imports]) expect((await fetch(`${page.url}/${path}`)).status).toBe(200);
    expect((await fetch(`${page.url}/../package.json`)).status).toBe(404);
  });
});

import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { serve } from './gateway.fixture.ts';
import { startGatewayProcess } from './start-gateway-process.fixture.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const chunk = Buffer.alloc(mebibyte / 4, 'x');

function* chunks(): Generator<Buffer> {
  for (let sent = 0; sent < gibibyte; sent += chunk.length) yield chunk;
}

const lengthOf = async (body: AsyncIterable<Buffer>): Promise<number> => {
  let length = 0;
  for await (const part of body) length += part.length;
  return length;
};

/** Linux tells the peak of a process; the buffers of four sockets and a young heap fit into this, a body does not. */
const most = 160;

describe.skipIf(process.platform !== 'linux')('a gibibyte through the gateway', () => {
  it('comes down in constant memory', async () => {
    const { url, memory, peak } = await startGatewayProcess(await serve((_request, response) => { Readable.from(chunks(), { objectMode: false }).pipe(response); }));
    const before = memory();
    const [response] = await once(httpRequest(`${url}/v1/open`).end(), 'response') as [IncomingMessage];
    expect(await lengthOf(response)).toBe(gibibyte);
    expect(peak() - before).toBeLessThan(most);
  });

  it('goes up in constant memory', async () => {
    const { url, memory, peak } = await startGatewayProcess(await serve((request, response) => { void lengthOf(request).then((length) => response.end(String(length))); }));
    const before = memory();
    const request = httpRequest(`${url}/v1/open`, { method: 'POST' });
    Readable.from(chunks(), { objectMode: false }).pipe(request);
    const [response] = await once(request, 'response') as [IncomingMessage];
    expect(String(Buffer.concat(await response.toArray()))).toBe(String(gibibyte));
    expect(peak() - before).toBeLessThan(most);
  });

  it('waits for a client that does not read', async () => {
    const { url, memory, peak } = await startGatewayProcess(await serve((_request, response) => { Readable.from(chunks(), { objectMode: false }).pipe(response); }));
    const before = memory();
    const [response] = await once(httpRequest(`${url}/v1/open`).end(), 'response') as [IncomingMessage];
    response.pause();
    await new Promise((resolve) => { setTimeout(resolve, 1_000); });
    expect(peak() - before).toBeLessThan(most);
    response.destroy();
  });
});

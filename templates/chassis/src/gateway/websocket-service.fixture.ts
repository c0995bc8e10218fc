import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { closers } from './gateway.fixture.ts';

const accept = (key: string | undefined): string => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** Small text frames only, one a packet: what the tests send. */
const unmasked = (frame: Buffer): Buffer => {
  const length = (frame[1] ?? 0) & 0x7f;
  const [mask, payload] = [frame.subarray(2, 6), frame.subarray(6, 6 + length)];
  return Buffer.concat([Buffer.from([0x81, length]), payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
};

/** A service that takes WebSockets: echoes what it gets, tells how it was asked, and lets tests see the connection. */
export const serveWebSockets = async () => {
  const asked: IncomingMessage[] = [];
  const sockets: Duplex[] = [];
  const server = createServer((_request, response) => { response.end('no upgrade'); }).listen(0, '127.0.0.1');
  server.on('upgrade', (request, socket) => {
    asked.push(request);
    sockets.push(socket);
    socket.on('error', () => {}).on('end', () => { socket.end(); });
    if (request.url?.endsWith('/refused') === true) return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 6\r\nx-why: mood\r\n\r\nnot me');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: ${accept(request.headers['sec-websocket-key'])}\r\n\r\n`);
    socket.on('data', (frame: Buffer) => { if (frame[0] === 0x81) socket.write(unmasked(frame)); });
  });
  await once(server, 'listening');
  closers.push(() => { for (const socket of sockets) socket.destroy(); server.closeAllConnections(); server.close(); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, sockets };
};

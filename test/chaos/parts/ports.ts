import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the kernel gives to outgoing connections: a port stays free while its server is down. */
const first = 15_600;
const last = 32_000;

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
};

/** Ports in a row that nobody listens on. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  for (let base = first; base + count < last; base += count) {
    const block = Array.from({ length: count }, (_, index) => base + index);
    const free = await Promise.all(block.map(isFree));
    if (free.every(Boolean)) return block;
  }
  throw new Error(`no ${count} free ports in a row between ${first} and ${last}`);
};

import { createServer, type AddressInfo } from 'node:net';

/** A port on which nobody listens just now. */
export const freePort = async (): Promise<number> => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => { resolve(port); });
  });
});

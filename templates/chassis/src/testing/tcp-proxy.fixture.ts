import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut: the server stays up, its clients lose their connections and get no new ones. */
export const createTcpProxy = async (target: string) => {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let open = true;
  const server = createServer((client) => {
    if (!open) return client.destroy();
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => { sockets.delete(from); to.destroy(); });
      from.pipe(to);
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    url: url.href,
    /** Cuts all connections; new ones are accepted. */
    cut,
    down: () => { open = false; cut(); },
    up: () => { open = true; },
    close: () => { cut(); server.close(); },
  };
};

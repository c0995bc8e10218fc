import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ExitCode, UserError } from '../shared/errors.ts';

export const LOOPBACK = '127.0.0.1';

const LAST_PORT = 65_535;
const ATTEMPTS = 100;

const tryPort = async (port: number): Promise<number | undefined> => {
  const server = createServer();
  try {
    server.listen({ host: LOOPBACK, port, exclusive: true });
    await once(server, 'listening');
    const address = server.address() as AddressInfo;
    return address.port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
};

/** A port of the loopback interface that nobody listens on, chosen by the operating system. */
export const anyFreePort = async (): Promise<number> => {
  const port = await tryPort(0);
  if (port === undefined) throw new UserError(ExitCode.failed, `No free port is left on ${LOOPBACK}.`, 'End programs that hold many connections, then try again.');
  return port;
};

/**
 * The first free port from `wanted` upwards that is not promised to somebody else already.
 * @throws UserError when the whole range is taken.
 */
export const claimPort = async (wanted: number, promised: Set<number>): Promise<number> => {
  const last = Math.min(wanted + ATTEMPTS - 1, LAST_PORT);
  for (let port = wanted; port <= last; port += 1) {
    if (!promised.has(port) && await tryPort(port) !== undefined) {
      promised.add(port);
      return port;
    }
  }
  throw new UserError(ExitCode.failed, `All ports from ${wanted} to ${last} are taken on ${LOOPBACK}.`, 'Free one of them, or choose another port in ms.config.ts (dev.ports).');
};

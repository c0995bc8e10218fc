import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { Probe, Status } from './catalog.ts';

export interface Outcome {
  readonly status: Status;
  readonly output: string;
}

const TOO_MANY_REQUESTS = 429;
const OUTPUT_LIMIT = 4096;

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
};

const statusOf = (response: Response): Status => {
  if (response.ok) return 'passing';
  return response.status === TOO_MANY_REQUESTS ? 'warning' : 'critical';
};

const probeHttp = async (probe: Extract<Probe, { kind: 'http' }>): Promise<Outcome> => {
  const headers = Object.entries(probe.headers).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  try {
    const response = await fetch(probe.url, { method: probe.method, headers, signal: AbortSignal.timeout(probe.timeout) });
    const body = (await response.text()).slice(0, OUTPUT_LIMIT);
    return { status: statusOf(response), output: `HTTP ${probe.method} ${probe.url}: ${response.status} ${response.statusText} Output: ${body}` };
  } catch (error) {
    return { status: 'critical', output: `${probe.method} "${probe.url}": ${messageOf(error)}` };
  }
};

const probeTcp = async ({ host, port, timeout }: Extract<Probe, { kind: 'tcp' }>): Promise<Outcome> => {
  const socket = createConnection({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeout) });
    return { status: 'passing', output: `TCP connect ${host}:${port}: Success` };
  } catch (error) {
    return { status: 'critical', output: `dial tcp ${host}:${port}: ${messageOf(error)}` };
  } finally {
    socket.destroy();
  }
};

/** Makes one active check. Consul's scale: 2xx is passing, 429 a warning, everything else critical. */
export const runProbe = (probe: Exclude<Probe, { kind: 'ttl' }>): Promise<Outcome> => probe.kind === 'http' ? probeHttp(probe) : probeTcp(probe);

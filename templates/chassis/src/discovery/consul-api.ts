import { Pool } from 'undici';
import type { Instance } from './discovery.ts';

/** How Consul asks an instance for its health. Times in milliseconds. */
export type HealthCheck = { readonly path: string; readonly intervalMs: number };

/** The healthy instances at an index of Consul's log. */
export type HealthyInstances = { readonly index: number; readonly instances: readonly Instance[] };

/** The five calls of Consul's HTTP API that a service needs. All reject with `ConsulError` on an answer that is not 2xx. */
export type ConsulApi = {
  readonly register: (instance: Instance, check: HealthCheck) => Promise<void>;
  readonly deregister: (id: string) => Promise<void>;
  /** Ids of the agent's services, whatever their names, that are registered at the address of this one. */
  readonly registeredAt: (instance: Pick<Instance, 'address' | 'port'>) => Promise<readonly string[]>;
  readonly isRegistered: (id: string) => Promise<boolean>;
  /** Answers at once when something is newer than `index`, else when it changes, at the latest after `waitMs`. */
  readonly healthy: (name: string, query: { index: number; waitMs: number; signal: AbortSignal }) => Promise<HealthyInstances>;
  readonly close: () => Promise<void>;
};

export class ConsulError extends Error {
  override readonly name = 'ConsulError';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const REQUEST_TIMEOUT_MS = 5_000;

export const createConsulApi = (url: string): ConsulApi => {
  const pool = new Pool(new URL(url).origin);
  const call = async (method: 'GET' | 'PUT', path: string, options: { body?: object; signal?: AbortSignal } = {}) => {
    const response = await pool.request({
      method,
      path,
      headers: { 'content-type': 'application/json' },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new ConsulError(response.statusCode, `Consul answered ${method} ${path} with ${response.statusCode}: ${text.trim()}`);
    return { text, headers: response.headers };
  };
  return {
    register: async (instance, check) => { await call('PUT', '/v1/agent/service/register', { body: registrationOf(instance, check) }); },
    deregister: async (id) => { await call('PUT', `/v1/agent/service/deregister/${encodeURIComponent(id)}`); },
    registeredAt: async ({ address, port }) => {
      const { text } = await call('GET', '/v1/agent/services');
      return Object.values(JSON.parse(text) as Record<string, AgentService>).filter((service) => service.Address === address && service.Port === port).map(({ ID }) => ID);
    },
    isRegistered: async (id) => call('GET', `/v1/agent/service/${encodeURIComponent(id)}`).then(() => true, falseWhenUnknown),
    healthy: async (name, { index, waitMs, signal }) => {
      const path = `/v1/health/service/${encodeURIComponent(name)}?passing=1&index=${index}&wait=${waitMs}ms`;
      const { text, headers } = await call('GET', path, { signal });
      return { index: Number(headers['x-consul-index']), instances: instancesOf(text) };
    },
    close: () => pool.destroy(),
  };
};

const falseWhenUnknown = (error: unknown): boolean => {
  if (error instanceof ConsulError && error.status === 404) return false;
  throw error;
};

const registrationOf = ({ id, name, address, port, tags }: Instance, { path, intervalMs }: HealthCheck): object => ({
  ID: id,
  Name: name,
  Address: address,
  Port: port,
  Tags: tags,
  Check: {
    Name: `${name} answers`,
    HTTP: `http://${address.includes(':') ? `[${address}]` : address}:${port}${path}`,
    Interval: `${intervalMs}ms`,
    Timeout: '5s',
    DeregisterCriticalServiceAfter: '1m',
    // An instance registers when it listens. Without this it stays invisible until Consul's first check, up to an interval later.
    Status: 'passing',
  },
});

type AgentService = { readonly ID: string; readonly Address: string; readonly Port: number };

type HealthEntry = {
  readonly Node: { readonly Address: string };
  readonly Service: { readonly ID: string; readonly Service: string; readonly Address: string; readonly Port: number; readonly Tags: readonly string[] | null };
};

const instancesOf = (text: string): readonly Instance[] =>
  (JSON.parse(text) as readonly HealthEntry[]).map(({ Node, Service }) => ({
    id: Service.ID,
    name: Service.Service,
    // Consul's rule: a service without an address is at the address of its node.
    address: Service.Address === '' ? Node.Address : Service.Address,
    port: Service.Port,
    tags: Service.Tags ?? [],
  }));

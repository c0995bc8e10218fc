/** Consul's HTTP API by hand: a client library would hide what is tested. */

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** undefined when the body is no JSON. */
  readonly json: unknown;
  /** X-Consul-Index; NaN without one. */
  readonly index: number;
}

interface Instance {
  readonly Service: { readonly ID: string };
}

export interface RegistryClient {
  readonly request: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  readonly put: (path: string, body?: unknown) => Promise<Answer>;
  readonly delete: (path: string) => Promise<Answer>;
  readonly register: (body: object) => Promise<Answer>;
  readonly health: (name: string, query?: string) => Promise<readonly Instance[]>;
  readonly checksOf: (name: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly deregisterAll: (name: string) => Promise<void>;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const registryClient = (baseUrl: string): RegistryClient => {
  const request: RegistryClient['request'] = async (method, path, body) => {
    const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${baseUrl}/v1/${path}`, { method, body: content ?? null });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text), index: Number(response.headers.get('x-consul-index') ?? Number.NaN) };
  };
  const get = (path: string): Promise<Answer> => request('GET', path);
  const put = (path: string, body?: unknown): Promise<Answer> => request('PUT', path, body);
  return {
    request, get, put,
    delete: (path) => request('DELETE', path),
    register: (body) => put('agent/service/register', body),
    health: async (name, query = '') => (await get(`health/service/${name}${query}`)).json as readonly Instance[],
    checksOf: async (name) => (await get(`health/checks/${name}`)).json as readonly Readonly<Record<string, unknown>>[],
    deregisterAll: async (name) => {
      const services = (await get('agent/services')).json as Readonly<Record<string, { readonly Service: string }>>;
      for (const [id, { Service }] of Object.entries(services)) if (Service === name) await put(`agent/service/deregister/${id}`);
    },
  };
};

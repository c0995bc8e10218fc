import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { BrokenStory } from './story.ts';

/** A generated system on disk. */
export interface System {
  readonly dir: string;
}

/** The same system, started by `ms dev`. */
export interface Running extends System {
  readonly dev: ChildProcess;
  readonly gateway: string;
  readonly page: string;
  readonly token: string;
}

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end with nothing on stdin. */
export const execute = async (args: readonly string[], cwd: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
    child.on('error', reject);
    child.on('close', (code) => { resolve({ code, out, err }); });
  });

/** The `ms` that the system itself depends on, not the one of this repository. */
export const msOf = ({ dir }: System): string => join(dir, 'node_modules', 'create-microservice', 'bin', 'ms.js');

export const ms = async (system: System, ...args: string[]): Promise<Outcome> => execute([msOf(system), ...args], system.dir);

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  readonly milliseconds: number;
}

/** One request with a bound on its time. */
export const ask = async <Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> => {
  const begin = performance.now();
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(15_000) });
    const text = await response.text();
    const body = (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text) as Body;
    return { status: response.status, body, headers: response.headers, milliseconds: performance.now() - begin };
  } catch (error) {
    throw new BrokenStory(`${init.method ?? 'GET'} ${url}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export interface Order {
  readonly orderId: string;
  readonly status: string;
  readonly totalCents: number;
}

/** An order of the customer whom the token names. */
export const postOrder = async ({ gateway, token }: Running, order: object, traceparent?: string): Promise<Answer<Order & Problem>> =>
  ask(`${gateway}/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...(traceparent === undefined ? {} : { traceparent }) },
    body: JSON.stringify(order),
  });

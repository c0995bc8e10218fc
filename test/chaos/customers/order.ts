import { setTimeout as delay } from 'node:timers/promises';
import { signToken } from '../../demo/token.ts';
import { jwtSecret } from '../shop/shop.ts';
import type { Attempt, AttemptLog } from './attempts.ts';
import type { LoadBalancer } from './load-balancer.ts';

/** What one customer wants, once. */
export interface Intent {
  readonly customer: string;
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
  readonly cardToken: string;
}

/** What the customer was told in the end. `unanswered`: gave up; `odd`: an answer that a customer cannot understand. */
export interface Outcome {
  readonly intent: Intent;
  readonly told: 'confirmed' | 'pending' | 'rejected' | 'unanswered' | 'odd';
  readonly orderId?: string;
  readonly detail?: string;
  readonly tries: number;
}

export interface Shopping {
  readonly balancer: LoadBalancer;
  readonly log: AttemptLog;
}

/** How long a customer goes on trying, and how long one try may take; milliseconds. */
const patienceMs = 120_000;
const tryMs = 15_000;

const headersOf = (customer: string): Record<string, string> => ({
  authorization: `Bearer ${signToken({ sub: customer, exp: Math.floor(Date.now() / 1000) + 3_600 }, jwtSecret)}`,
  'content-type': 'application/json',
  'x-forwarded-for': addressOf(customer),
});

/** Customers sit at different places, so no rate limit takes them for one. */
const addressOf = (customer: string): string => {
  const number = Number(customer.replace(/\D/g, ''));
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
};

/** Tries with the same key until there is an answer, waiting as long as it is asked to, else longer each time. */
export const placeOrder = async (shopping: Shopping, intent: Intent): Promise<Outcome> => {
  const end = Date.now() + patienceMs;
  const request = { method: 'POST', headers: { ...headersOf(intent.customer), 'idempotency-key': `${intent.customer}-key` }, body: JSON.stringify({ items: intent.items, cardToken: intent.cardToken }) };
  let avoid: string | undefined;
  for (let tries = 1; ; tries += 1) {
    const gateway = shopping.balancer.choose(avoid);
    const answer = await attempt(shopping.log, gateway, request);
    const told = outcomeOf(answer);
    if (told !== undefined) return { intent, tries, ...told };
    if (Date.now() > end) return { intent, tries, told: 'unanswered', detail: String(answer.status) };
    avoid = gateway;
    await delay(answer.retryAfterMs ?? Math.min(2_000, 100 * 2 ** tries));
  }
};

interface Answer {
  readonly status: Attempt['status'];
  readonly body: { readonly orderId?: string; readonly status?: unknown; readonly title?: string; readonly detail?: string };
  readonly retryAfterMs?: number | undefined;
}

const attempt = async (log: AttemptLog, gateway: string, request: RequestInit): Promise<Answer> => {
  const startedAt = Date.now();
  const answer = await exchange(`${gateway}/v1/orders`, request).catch((error: unknown): Answer => ({ status: failureOf(error), body: {} }));
  const problem = [answer.body.title, answer.body.detail].filter((text) => text !== undefined).join(': ');
  log.add({ startedAt, endedAt: Date.now(), gateway, status: answer.status, ...(problem !== '' && { problem }) });
  return answer;
};

const exchange = async (url: string, request: RequestInit): Promise<Answer> => {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(tryMs) });
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { status: response.status, body: await response.json() as Answer['body'], retryAfterMs: Number.isNaN(retryAfter) ? undefined : retryAfter * 1_000 };
};

const failureOf = (error: unknown): Attempt['status'] => {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
  return code === 'ECONNREFUSED' ? 'refused' : 'broken';
};

const told = { confirmed: 'confirmed', pending: 'pending', rejected: 'rejected', cancelled: 'rejected' } as const;

/** Undefined: try again. */
const outcomeOf = ({ status, body }: Answer): Omit<Outcome, 'intent' | 'tries'> | undefined => {
  if (typeof status !== 'number' || status >= 500 || status === 429 || status === 409) return undefined;
  const orderId = body.orderId === undefined ? {} : { orderId: body.orderId };
  if (status === 201 || status === 202) return { told: told[body.status as keyof typeof told] ?? 'odd', ...orderId, detail: JSON.stringify(body) };
  if (status === 400) return { told: body.orderId === undefined ? 'odd' : 'rejected', ...orderId, detail: JSON.stringify(body) };
  return { told: 'odd', detail: `${status} ${JSON.stringify(body)}` };
};

import { chapter, command, eventually, holds, say } from '../story.ts';
import { ask, postOrder, type Running } from '../system.ts';

interface System {
  readonly services: readonly { readonly name: string; readonly pid: number | null; readonly url: string; readonly state: string }[];
}

const control = async ({ page }: Running, action: 'stop' | 'start'): Promise<void> => {
  const { status } = await ask(`${page}/api/services/payment/${action}`, { method: 'POST', headers: { origin: page } });
  holds(status < 300, `ms dev was told to ${action} payment`, `status ${status}`);
};

const serviceOf = async ({ page }: Running, wanted: string) => {
  const { body } = await ask<System>(`${page}/api/system`);
  const service = body.services.find(({ name }) => name === wanted);
  holds(service !== undefined, `${wanted} is known to ms dev`);
  return service;
};

/** 0 closed, 1 half-open, 2 open; as the orders service itself counts it. */
const breakerState = async (ordersUrl: string): Promise<number> => {
  const { body } = await ask<string>(`${ordersUrl}/metrics`);
  return Number(/^client_breaker_state\{[^}]*target="payment"[^}]*\} (\d)/m.exec(body)?.[1] ?? Number.NaN);
};

export const killPayment = async (running: Running): Promise<void> => {
  chapter('The payment service dies, the system holds');
  const orders = await serviceOf(running, 'orders');
  holds(await breakerState(orders.url) === 0, 'circuit breaker to payment: closed');
  await control(running, 'stop');
  command('# orders keep coming');
  const answers = [];
  for (let i = 0; i < 8; i += 1) answers.push(await postOrder(running, { items: [{ sku: 'coffee-beans', quantity: 1 }] }));
  say(`answers: ${answers.map(({ status, milliseconds }) => `${status} in ${milliseconds.toFixed(0)} ms`).join(', ')}`);
  holds(answers.every(({ status }) => status === 503), 'every answer is an honest 503, none hangs');
  holds(await breakerState(orders.url) === 2, 'circuit breaker to payment: open');
  const fast = answers.at(-1);
  holds(fast !== undefined && fast.milliseconds < 500, `with the breaker open the refusal takes ${fast?.milliseconds.toFixed(0) ?? '?'} ms, Retry-After ${fast?.headers.get('retry-after') ?? 'missing'}`);
  const stock = await ask(`${running.gateway}/v1/stock`);
  holds(stock.status === 200, 'the rest works: GET /v1/stock answers 200');
  await control(running, 'start');
  const recovered = await eventually('an order is confirmed again', async () => {
    const answer = await postOrder(running, { items: [{ sku: 'coffee-beans', quantity: 1 }] });
    return answer.status === 201 ? answer : undefined;
  }, 30_000);
  holds(recovered.body.status === 'confirmed', 'payment is back, a probe closes the breaker, orders are confirmed again');
  holds(await breakerState(orders.url) === 0, 'circuit breaker to payment: closed');
};

import { randomBytes } from 'node:crypto';
import { chapter, command, eventually, holds, say } from '../story.ts';
import { ask, postOrder, type Running } from '../system.ts';

interface Stock {
  readonly available: number;
  readonly reserved: number;
  readonly shipped: number;
}

interface Span {
  readonly service: string;
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
}

/** W3C trace context of a caller that traces too, as a browser or a mobile app would send it. */
const newTrace = (): { readonly id: string; readonly header: string } => {
  const id = randomBytes(16).toString('hex');
  return { id, header: `00-${id}-${randomBytes(8).toString('hex')}-01` };
};

const stockOf = async ({ gateway }: Running, sku: string): Promise<Stock> => (await ask<Stock>(`${gateway}/v1/stock/${sku}`)).body;

const firstSku = async ({ gateway }: Running): Promise<string> => {
  const { body } = await ask<{ items: { sku: string; available: number }[] }>(`${gateway}/v1/stock`);
  const item = body.items.find(({ available }) => available >= 2);
  holds(item !== undefined, 'the inventory has something to sell');
  return item.sku;
};

export const placeAnOrder = async (running: Running): Promise<void> => {
  chapter('An order goes through the gateway');
  const refused = await ask(`${running.gateway}/v1/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  holds(refused.status === 401, 'without a token: 401');
  const sku = await firstSku(running);
  const before = await stockOf(running, sku);
  command(`curl -X POST ${running.gateway}/v1/orders -H "authorization: Bearer $TOKEN" -d '{"items":[{"sku":"${sku}","quantity":2}]}'`);
  const trace = newTrace();
  const { status, body, milliseconds } = await postOrder(running, { items: [{ sku, quantity: 2 }] }, trace.header);
  holds(status === 201 && body.status === 'confirmed', `201, confirmed, ${body.totalCents} cents, in ${milliseconds.toFixed(0)} ms`, JSON.stringify(body));
  await eventually('inventory hears order.confirmed.v1 and ships', async () => {
    const after = await stockOf(running, sku);
    return after.shipped === before.shipped + 2 && after.reserved === before.reserved ? after : undefined;
  });
  holds(true, 'inventory heard order.confirmed.v1 from the broker and shipped two');
  await followTheTrace(running, trace.id);
};

/** The stock is held when the card is declined. */
export const declineACard = async (running: Running): Promise<void> => {
  chapter('A card is declined: the saga goes back');
  const sku = await firstSku(running);
  const before = await stockOf(running, sku);
  const trace = newTrace();
  const { status, body, milliseconds } = await postOrder(running, { items: [{ sku, quantity: 1 }], cardToken: 'tok_declined' }, trace.header);
  holds(status === 400, `a declined card: 400 in ${milliseconds.toFixed(0)} ms, “${body.detail ?? body.title}”`, JSON.stringify(body));
  const after = await stockOf(running, sku);
  holds(after.available === before.available && after.reserved === before.reserved, 'what was held is available again', JSON.stringify({ before, after }));
  const steps = await eventually('the trace has the steps of the saga', async () => {
    const { status: known, body: found } = await ask<{ spans: Span[] }>(`${running.page}/api/traces/${trace.id}`);
    if (known !== 200) return undefined;
    const names = found.spans.map(({ name }) => name).filter((name) => name.startsWith('saga '));
    return names.length >= 3 ? names : undefined;
  });
  for (const name of steps) say(`  orders: ${name}`);
  holds(steps.filter((name) => name.endsWith('reserve-stock')).length === 2, 'reserve-stock was done, charge-payment refused, reserve-stock was undone');
};

const followTheTrace = async ({ page }: Running, traceId: string): Promise<void> => {
  chapter('One trace tells the whole way');
  const wanted = ['gateway', 'orders', 'inventory', 'payment'];
  const spans = await eventually(`trace ${traceId} with spans of ${wanted.join(', ')} and the consumer`, async () => {
    const { status, body } = await ask<{ spans: Span[] }>(`${page}/api/traces/${traceId}`);
    if (status !== 200) return undefined;
    const isWhole = wanted.every((name) => body.spans.some(({ service }) => service === name)) && body.spans.some(({ name }) => /process|consume/.test(name));
    return isWhole ? body.spans : undefined;
  });
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === null || !ids.has(parentSpanId));
  const print = (parent: Span, depth: number): void => {
    say(`${'  '.repeat(depth)}${parent.service}: ${parent.name}`);
    for (const child of spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId)) print(child, depth + 1);
  };
  for (const root of roots) print(root, 0);
  holds(roots.length === 1, `${spans.length} spans, one root: every span has its parent, across HTTP and the broker`);
};

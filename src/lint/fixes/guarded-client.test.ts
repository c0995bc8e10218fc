import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedSystem, type FixedSystem } from '../../../test/support/fixing.ts';
import { memorySystem } from '../../../test/support/memory-system.ts';

const routes = 'services/payment/src/routes/charges.ts';
const anchor = '    const charge = await payments.find(params.orderId);\n';

/** A shop whose payment service asks another one by a bare fetch. */
const shop = (code: string): FixedSystem => {
  const files = [...memorySystem({ preset: 'shop' }).files, ['.ms/manifest.json', '{ "version": 1, "tool": "0.1.0", "answers": {}, "files": {} }\n']] as const;
  const made = fixedSystem(files.map(([path = '', text = '']) => `-- ${path} --\n${text}`).join('\n'));
  const path = join(made.root, routes);
  writeFileSync(path, readFileSync(path, 'utf8').replace(anchor, `${code}\n${anchor}`));
  return made;
};

/** A whole shop is read several times; on a busy machine that takes its time. */
describe('a guarded client', { timeout: 60_000 }, () => {
  it.each([
    ['a GET', 'const reply = await fetch(`http://inventory:3000/v1/reservations/${encodeURIComponent(params.orderId)}`);', 'const reply = await payments.inventory.getReservation({ params: { orderId: params.orderId } });'],
    ['an address put together', "const reply = await fetch('http://inventory:3000/v1/reservations/' + params.orderId);", 'const reply = await payments.inventory.getReservation({ params: { orderId: params.orderId } });'],
    ['a POST with JSON', "const reply = await fetch('http://inventory:3000/v1/reservations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ orderId: params.orderId, lines: [] }) });", 'const reply = await payments.inventory.reserveStock({ body: { orderId: params.orderId, lines: [] } });'],
    ['what is done with the answer', 'const reply = await fetch(`http://inventory:3000/v1/reservations/${params.orderId}`);\n    if (!reply.ok) service.log.warn({ status: reply.status, body: await reply.json() }, "odd");', 'const reply = await payments.inventory.getReservation({ params: { orderId: params.orderId } });\n    if (!(reply.status < 300)) service.log.warn({ status: reply.status, body: reply.body }, "odd");'],
  ])('takes the place of %s', async (_, before, after) => {
    const made = shop(`    ${before}`);
    expect(await made.found('no-circuit-breaker', '--no-config')).toHaveLength(1);
    const { err } = await made.lint('--fix', '--no-config');
    expect([err, made.read(routes).includes(`    ${after}\n`)]).toEqual([expect.stringContaining('create services/payment/src/clients/inventory.ts'), true]);
    expect(made.read('services/payment/src/app.ts')).toContain('chargeRoutes(service, { ...payments, inventory: connectInventory(service) });');
    expect(await made.found('no-circuit-breaker', '--no-config')).toEqual([]);
  });

  it('is made once', async () => {
    const made = shop('    const reply = await fetch(`http://inventory:3000/v1/reservations/${params.orderId}`);');
    await made.lint('--fix', '--no-config');
    const tree = made.tree();
    expect([(await made.lint('--fix', '--no-config')).code, made.tree()]).toEqual([0, tree]);
  });

  it.each([
    ['a route that the contract does not promise', 'const reply = await fetch(`http://inventory:3000/v1/shelves/${params.orderId}`);', 'the contract of inventory promises no such route: GET /v1/shelves/…'],
    ['headers of its own', "const reply = await fetch(`http://inventory:3000/v1/reservations/${params.orderId}`, { headers: { authorization: 'x' } });", 'it sends headers of its own'],
    ['an answer that is streamed', 'const reply = await fetch(`http://inventory:3000/v1/reservations/${params.orderId}`);\n    await reply.body?.cancel();', 'it uses reply.body of the answer'],
    ['an answer that is not kept', 'await fetch(`http://inventory:3000/v1/reservations/${params.orderId}`);', 'its answer is not kept in a constant'],
  ])('is not guessed for %s', async (_, code, reason) => {
    const made = shop(`    ${code}`);
    expect((await made.lint('--fix', '--no-config')).err).toContain(reason);
    expect(made.tree().has('services/payment/src/clients/inventory.ts')).toBe(false);
  });
});

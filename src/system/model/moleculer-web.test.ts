import { describe, expect, it } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const stock = `-- stock/src/items.service.ts --
export default { name: 'items', version: 2, actions: { find: { rest: 'GET /:id', handler() {} }, make: { rest: { method: 'post', path: '/' } }, inner() {} } };
`;
const gateway = (route: string): string => `import ApiGateway from 'moleculer-web';
export default { name: 'api', mixins: [ApiGateway], settings: { routes: [
  { path: '/api', ${route} },
] } };`;
const seen = (route: string) => {
  const { calls, routes } = twoServices(gateway(route), stock);
  return { calls: calls.map(({ from, to, client, path, line }) => [from, to, client, path, line]), routes: routes.filter(({ service }) => service === 'orders').map(({ method, path, version }) => [method, path, version]) };
};

describe('gateways of Moleculer', () => {
  it('calls each service that it asks for aliases once', () => {
    expect(seen('autoAliases: true')).toEqual({
      calls: [['orders', 'stock', 'moleculer-web', null, 3]],
      routes: [['GET', '/api/v2/items/:id', 'v2'], ['POST', '/api/v2/items', 'v2']],
    });
  });

  it('leaves out what the whitelist does not let through', () => {
    expect(seen("autoAliases: true, whitelist: ['orders.*']")).toEqual({ calls: [], routes: [] });
    expect(seen("autoAliases: true, whitelist: ['v2.items.m*']").routes).toEqual([['POST', '/api/v2/items', 'v2']]);
  });

  it('calls what its aliases name', () => {
    expect(seen("aliases: { 'GET /things': 'v2.items.find', 'POST /up': 'multipart:v2.items.make', 'GET /own': own }").routes).toEqual([['GET', '/api/things', null], ['POST', '/api/up', null]]);
    expect(seen("aliases: { 'REST things': 'v2.items' }").calls).toEqual([['orders', 'stock', 'moleculer-web', null, 3]]);
    expect(seen("aliases: { 'GET things': 'v2.items.find' }").calls).toEqual([['orders', 'stock', 'moleculer-web', 'v2.items.find', 3]]);
  });

  it('lets actions answer messages, versioned as their service', () => {
    expect(twoServices('', stock).routes.filter(({ kind }) => kind === 'message').map(({ service, path, version }) => [service, path, version])).toEqual(['find', 'make', 'inner'].map((key) => ['stock', `v2.items.${key}`, 'v2']));
  });
});

describe('names of services', () => {
  it('may have dots', () => {
    const { calls } = twoServices("export default { name: 'orders.core', actions: { all(ctx) { ctx.call('orders.core.one'); ctx.call('stock.items.find'); } } };", "-- stock/src/items.service.ts --\nexport default { name: 'stock.items', actions: {} };\n");
    expect(calls.map(({ to, path }) => [to, path])).toEqual([['stock', 'stock.items.find']]);
  });
});

describe('several actions at once', () => {
  it.each([
    ['a list', "[{ action: 'items.find' }, { action: 'items.make' }]"],
    ['an object', "{ one: { action: 'items.find' }, two: { action: 'items.make' } }"],
  ])('mcall with %s', (_, given) => {
    const { calls } = twoServices(`export default { name: 'orders', actions: { all(ctx) { return ctx.mcall(${given}, { timeout: 500 }); } } };`, "-- stock/src/items.service.ts --\nexport default { name: 'items', actions: {} };\n");
    expect(calls.map(({ to, path, timeout }) => [to, path, timeout])).toEqual([['stock', 'items.find', true], ['stock', 'items.make', true]]);
  });
});

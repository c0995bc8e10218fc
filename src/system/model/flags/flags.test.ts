import { describe, expect, it } from 'vitest';
import { analyzed, twoServices } from '../../../../test/support/analyzed.ts';
import type { Model } from '../../model.ts';

const seen = ({ flags }: Model) => flags.map(({ service, name, declaredIn, since, expires, reads, readers, file, line }) => [service, name, declaredIn, since, expires, reads.map((read) => `${read.file}:${String(read.line)}`), readers, `${file}:${String(line)}`]);

const chassisPackage = '-- packages/chassis/package.json --\n{ "name": "@shop/chassis", "exports": { ".": "./i.ts", "./contract": "./c.ts", "./flags": "./f.ts", "./gateway": "./g.ts", "./testing": "./t.ts" } }\n';
const declaration = "{ default: false, owner: 'orders', since: '2026-01-10', expires: '2026-06-01' }";

/** A service on the chassis whose one route asks for `asked`. */
const onChassis = (asked: string, more = '') => analyzed(`${chassisPackage}-- services/orders/package.json --
{ "name": "@shop/orders", "scripts": { "start": "node src/main.ts" }, "dependencies": { "@shop/chassis": "0.0.0" } }
-- services/orders/src/flags.ts --
import type { Service } from '@shop/chassis';
import { defineFlags, openFlags } from '@shop/chassis/flags';
import type { Flags } from '@shop/chassis/flags';
export const declared = defineFlags({
  'free-shipping': ${declaration},
  forever: { default: 20, owner: 'web', since: '2026-01-10', expires: 'never' },
});
export type ServiceFlags = Flags<typeof declared>;
export const openServiceFlags = (service: Service): ServiceFlags => openFlags(service, declared, { file: new URL('../flags.json', import.meta.url) });
-- services/orders/src/routes.ts --
import type { Service } from '@shop/chassis';
import type { ServiceFlags } from './flags.ts';
export const orderRoutes = (service: Service, parts: { readonly store: object } & { readonly flags: ServiceFlags }): void => {
  service.route(placeOrder, async ({ body }) => ({ status: 200, body: await parts.flags.value(${asked}) }));
};
-- services/orders/src/app.ts --
import { createService } from '@shop/chassis';
import { openServiceFlags } from './flags.ts';
import { orderRoutes } from './routes.ts';
export const createApp = async (config) => {
  const service = createService({ name: 'orders', contract, config });
  orderRoutes(service, { store: {}, flags: openServiceFlags(service) });
  return service;
};
-- services/orders/src/main.ts --
import { createApp } from './app.ts';
await (await createApp({})).start();
-- compose.yaml --
services:
  orders:
    build: services/orders
${more}`);

describe('flags of services on the chassis', () => {
  it('are declared in code, and read where they are handed to', () => {
    expect(seen(onChassis("'free-shipping'"))).toEqual([
      ['orders', 'free-shipping', 'code', '2026-01-10', '2026-06-01', ['services/orders/src/routes.ts:4'], 'known', 'services/orders/src/flags.ts:5'],
      ['orders', 'forever', 'code', '2026-01-10', null, [], 'known', 'services/orders/src/flags.ts:6'],
    ]);
  });

  it('may be read by names that code puts together', () => {
    expect(onChassis('body.flag').flags.map(({ readers }) => readers)).toEqual(['by computed names', 'by computed names']);
  });

  it('are not told a second time by their rules', () => {
    const rules = '-- services/orders/flags.json --\n{ "flags": {\n  "free-shipping": { "variants": { "on": true } },\n  "old": { "variants": { "on": true } } } }\n';
    expect(onChassis("'free-shipping'", rules).flags.map(({ name, declaredIn }) => [name, declaredIn])).toEqual([['old', 'rules'], ['free-shipping', 'code'], ['forever', 'code']]);
  });
});

const rules = (metadata = ''): string => `-- flagd/demo.flagd.json --
{
  "$schema": "https://flagd.dev/schema/v0/flags.json",
  "flags": {
    "beta": { "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off"${metadata} },
    "gamma": { "state": "ENABLED", "variants": { "on": true, "off": false }, "defaultVariant": "off" }
  }
}
`;
const asking = (name: string): string => `import { OpenFeature } from '@openfeature/server-sdk';\nimport express from 'express';\nconst flags = OpenFeature.getClient('orders');\nexpress().get('/v1/x', async (req, res) => res.json(await flags.getBooleanValue(${name}, false))).listen(3000);`;

describe('flags of files in flagd\'s schema', () => {
  it('are read through OpenFeature, and known to be unread beside one that is', () => {
    expect(seen(twoServices(asking("'beta'"), rules()))).toEqual([
      [null, 'beta', 'rules', null, null, ['orders/src/main.ts:4'], 'known', 'flagd/demo.flagd.json:4'],
      [null, 'gamma', 'rules', null, null, [], 'known', 'flagd/demo.flagd.json:5'],
    ]);
  });

  it('have the day that their metadata give', () => {
    expect(twoServices(asking("'beta'"), rules(', "metadata": { "expires": "2026-06-01T00:00:00Z", "owner": "web" }')).flags[0]?.expires).toBe('2026-06-01');
  });

  it.each([
    ['nothing of the file is read here', asking("'other'"), ''],
    ['a name is put together', `${asking("'beta'")}\nflags.getBooleanValue(process.argv[2], false);`, ''],
    ['components ask', `import { useFlag } from '@openfeature/react-sdk';\n${asking("'beta'")}`, ''],
    ['a service is written in another language', asking("'beta'"), '-- go/Dockerfile --\nFROM golang\nCOPY . .\nRUN go build\n-- go/main.go --\npackage main\n-- compose.override.yaml --\nservices:\n  go:\n    build: ./go\n'],
  ])('may be read elsewhere where %s', (_, code, more) => {
    expect(new Set(twoServices(code, `${rules()}${more}`).flags.map(({ readers }) => readers))).toEqual(new Set(['elsewhere']));
  });

  it('are nothing else that a JSON file calls flags', () => {
    expect(twoServices('export {};', '-- src/feature-flags.json --\n{ "flags": { "beta": true, "gamma": { "enabled": true } } }\n-- flags.json --\n[{').flags).toEqual([]);
  });
});

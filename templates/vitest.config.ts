import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { overlayResolver } from './overlay-resolver.ts';

const here = (path: string): string => resolve(import.meta.dirname, path);

const alias = [
  { find: 'create-microservice/testing', replacement: here('../src/dev/testing.ts') },
  // Where the tests of a whole system find its services.
  { find: /^\.\.\/services\/(orders|inventory|payment)/, replacement: here('shop/$1') },
  { find: '../services/gateway', replacement: here('gateway/base') },
  { find: '@sample-system/sample-keeper-contract', replacement: here('aggregate/contract/host/src/contract.ts') },
  { find: '@sample-system/sample-reader-contract', replacement: here('projection/contract/host/src/contract.ts') },
  { find: '@sample-system/sample-caller-contract', replacement: here('saga/caller-contract/host/src/contract.ts') },
  { find: '@sample-system/sample-participant-contract', replacement: here('saga/participant-contract/host/src/contract.ts') },
  { find: '@sample-system/sample-publisher-contract', replacement: here('event/contract/base/src/contract.ts') },
];

interface Combination {
  readonly name: string;
  /** Place among the groups: instances of one service share the queues of one broker, so nothing runs side by side. */
  readonly group: number;
  readonly overlays: { readonly service: readonly string[]; readonly gateway: string };
  readonly include: readonly string[];
}

/** The contract of the sample service lies in an overlay: what it promises is what its kind of API is. */
const contractAlias = (service: readonly string[]) => [
  { find: '@sample-system/sample-item-contract/grpc', replacement: here('service/+grpc/contract/src/grpc.ts') },
  { find: '@sample-system/sample-item-contract', replacement: here(`service/${service.includes('+grpc-only') ? '+grpc-only' : '+http'}/contract/src/contract.ts`) },
];

const onServers = { globalSetup: here('infrastructure.ts'), fileParallelism: false, testTimeout: 20_000, hookTimeout: 60_000 };

/** One choice of overlays, resolved and tested as the folder that it becomes. */
const combination = ({ name, group, overlays, include }: Combination) => ({
  root: here('.'),
  resolve: { alias: [...contractAlias(overlays.service), ...alias] },
  plugins: [
    overlayResolver(...['service/base', ...overlays.service.map((folder) => `service/${folder}`), 'client/provider', 'client/grpc-provider'].map(here)),
    overlayResolver(here('gateway/base'), here(`gateway/${overlays.gateway}`)),
  ],
  test: {
    ...onServers,
    name,
    include: [...include],
    sequence: { groupOrder: group },
  },
});

/** What `ms add-event` adds, in a service that has it already. */
const events = (store: 'postgres' | 'memory', group: number) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(here('event/contract/base'), here('event/contract/+v1'), here('event/contract/+v2')),
    overlayResolver(here(`event/${store}/host`), here(`event/${store}/publisher`), here(`event/${store}/consumer`)),
  ],
  test: { ...onServers, name: `event-${store}`, include: [`event/${store}/*/test/**/*.test.ts`], sequence: { groupOrder: group } },
});

/** What `ms add-cache` adds, in a service that has it already. */
const cache = (store: 'postgres' | 'memory', group: number) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(here('event/contract/base'), here('event/contract/+v1'), here('event/contract/+v2')),
    overlayResolver(here(`cache/${store}/host`), here(`cache/${store}/consumer`), here('cache/files')),
  ],
  test: { ...onServers, name: `cache-${store}`, include: [`cache/{${store}/consumer,files}/test/**/*.test.ts`], sequence: { groupOrder: group } },
});

/** What `ms add-bff` makes, of one service in all ways in which one is composed. */
const bff = (group: number) => ({
  root: here('.'),
  resolve: { alias: [...contractAlias(['+http']), ...alias, { find: '@sample-system/sample-bff-contract', replacement: here('bff/base/contract/src/contract.ts') }] },
  plugins: [overlayResolver(here('service/base'), here('service/+http')), overlayResolver(...['base', 'host', '+shared-one', '+own-one', '+shared-all', '+own-all'].map((folder) => here(`bff/${folder}`)))],
  test: { name: 'bff', include: ['bff/base/test/**/*.test.ts'], sequence: { groupOrder: group }, testTimeout: 20_000 },
});

/** What `ms add-saga` adds, in services that have it already. */
const saga = (group: number) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    ...['caller-contract', 'participant-contract', 'participant'].map((folder) => overlayResolver(here(`saga/${folder}/host`), here(`saga/${folder}/files`))),
    overlayResolver(...['host', 'files', '+call', '+final-call', '+own', '+final-own'].map((folder) => here(`saga/caller/${folder}`))),
  ],
  test: { ...onServers, name: 'saga', include: ['saga/*/*/test/**/*.test.ts'], sequence: { groupOrder: group } },
});

/** What `ms add-flag` adds. */
const flag = (group: number) => ({
  root: here('.'),
  plugins: [overlayResolver(here('flag/host'), here('flag/files'))],
  test: { name: 'flag', include: ['flag/*/test/**/*.test.ts'], sequence: { groupOrder: group } },
});

/** What `ms add-aggregate` adds, in a service that has it already. */
const aggregate = (group: number) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(here('aggregate/contract/host'), here('aggregate/contract/files')),
    overlayResolver(...['host', 'files', '+event'].map((folder) => here(`aggregate/service/${folder}`))),
  ],
  test: { ...onServers, name: 'aggregate', include: ['aggregate/*/*/test/**/*.test.ts'], sequence: { groupOrder: group } },
});

/** What `ms add-projection` adds, in a service that has it already. */
const projection = (group: number) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(...['contract/base', 'contract/+v1', 'contract/+v2'].map((folder) => here(`event/${folder}`))),
    overlayResolver(here('projection/contract/host'), here('projection/contract/files')),
    overlayResolver(...['host', 'files', '+own', '+told'].map((folder) => here(`projection/service/${folder}`))),
  ],
  test: { ...onServers, name: 'projection', include: ['projection/*/*/test/**/*.test.ts'], sequence: { groupOrder: group } },
});

const grpc = '{service/+grpc,client/grpc-provider}/test/**/*.test.ts';
const either = '{service/+http,gateway/base,client/provider}/test/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { root: here('.'), test: { name: 'chassis', include: ['{chassis,installed}/src/**/*.test.ts'], fileParallelism: false, sequence: { groupOrder: 1 }, testTimeout: 20_000 } },
      combination({ name: 'shop', group: 2, overlays: { service: ['+http', '+postgres', 'postgres/+http'], gateway: '+shop' }, include: [either, 'shop/*/test/**/*.test.ts', 'system/+shop/test/**/*.test.ts'] }),
      combination({ name: 'minimal', group: 3, overlays: { service: ['+http', '+memory', 'memory/+http'], gateway: '+minimal' }, include: [either] }),
      events('postgres', 4),
      events('memory', 5),
      saga(6),
      flag(7),
      aggregate(8),
      projection(9),
      cache('postgres', 10),
      cache('memory', 11),
      bff(12),
      combination({ name: 'grpc', group: 13, overlays: { service: ['+grpc', '+grpc-only', '+memory', 'memory/+grpc'], gateway: '+minimal' }, include: [grpc] }),
      combination({ name: 'both', group: 14, overlays: { service: ['+http', '+grpc', '+postgres', 'postgres/+both'], gateway: '+minimal' }, include: [grpc, 'service/+http/test/**/*.test.ts'] }),
    ],
  },
});

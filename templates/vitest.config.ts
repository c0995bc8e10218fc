import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { overlayResolver } from './overlay-resolver.ts';

const here = (path: string): string => resolve(import.meta.dirname, path);

const alias = [
  { find: 'create-microservice/testing', replacement: here('../src/dev/testing.ts') },
  // Where the tests of a whole system find its services.
  { find: /^\.\.\/services\/(orders|inventory|payment)/, replacement: here('shop/$1') },
  { find: '../services/gateway', replacement: here('gateway/base') },
];

interface Combination {
  readonly name: string;
  /** Place among the groups: instances of one service share the queues of one broker, so nothing runs side by side. */
  readonly group: number;
  readonly overlays: { readonly service: string; readonly gateway: string };
  readonly include: readonly string[];
}

/** One choice of overlays, resolved and tested as the folder that it becomes. */
const combination = ({ name, group, overlays, include }: Combination) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(here('service/base'), here(`service/${overlays.service}`)),
    overlayResolver(here('gateway/base'), here(`gateway/${overlays.gateway}`)),
  ],
  test: {
    name,
    include: [...include],
    globalSetup: here('infrastructure.ts'),
    fileParallelism: false,
    sequence: { groupOrder: group },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

const either = '{service,gateway}/base/test/**/*.test.ts';

export default defineConfig({
  test: {
    projects: [
      { root: here('.'), test: { name: 'chassis', include: ['chassis/src/**/*.test.ts'], fileParallelism: false, sequence: { groupOrder: 1 }, testTimeout: 20_000 } },
      combination({ name: 'shop', group: 2, overlays: { service: '+postgres', gateway: '+shop' }, include: [either, 'shop/*/test/**/*.test.ts', 'system/+shop/test/**/*.test.ts'] }),
      combination({ name: 'minimal', group: 3, overlays: { service: '+memory', gateway: '+minimal' }, include: [either] }),
    ],
  },
});

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { overlayResolver } from './overlay-resolver.ts';

const here = (path: string): string => resolve(import.meta.dirname, path);

/** Every service by the folder that it has here. In a generated system the root's package.json says the same. */
const alias = [
  { find: 'create-microservice/testing', replacement: here('../src/dev/testing.ts') },
  { find: /^#services\/(orders|inventory|payment)/, replacement: here('shop/$1') },
  { find: '#services/gateway', replacement: here('gateway/base') },
];

/** One combination of bases and overlays. Its services share one broker, so its files run one after the other. */
const combination = (name: string, overlays: { readonly service: string; readonly gateway: string }, include: readonly string[]) => ({
  root: here('.'),
  resolve: { alias },
  plugins: [
    overlayResolver(here('service/base'), here(`service/${overlays.service}`)),
    overlayResolver(here('gateway/base'), here(`gateway/${overlays.gateway}`)),
  ],
  test: { name, include: [...include], globalSetup: here('infrastructure.ts'), fileParallelism: false, testTimeout: 20_000, hookTimeout: 60_000 },
});

export const templateProjects = [
  combination('templates', { service: '+postgres', gateway: '+shop' }, ['{service,gateway}/base/test/**/*.test.ts', 'shop/*/test/**/*.test.ts', 'system/+shop/test/**/*.test.ts']),
  combination('templates-minimal', { service: '+memory', gateway: '+minimal' }, ['{service,gateway}/base/test/**/*.test.ts']),
];

export default defineConfig({ test: { projects: templateProjects } });

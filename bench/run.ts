import { parseArgs } from 'node:util';

/** `npm run bench [-- startup|create|dev|service|gateway|grpc|client|bff|messages|saga|event-log|lint|lint-growth …] [--corpus DIR] [--only NAME]`: every figure of the README, measured on this machine in one run. */
const { values, positionals: named } = parseArgs({ allowPositionals: true, options: { corpus: { type: 'string' }, only: { type: 'string' } } });

const suites = {
  startup: async () => (await import('./startup.ts')).startup(),
  create: async () => (await import('./create.ts')).create(),
  dev: async () => (await import('./dev.ts')).dev(),
  service: async () => (await import('./service.ts')).service(),
  gateway: async () => (await import('./gateway.ts')).gateway(),
  grpc: async () => (await import('./grpc.ts')).grpc(),
  client: async () => (await import('./client.ts')).client(),
  bff: async () => (await import('./bff.ts')).bff(),
  messages: async () => (await import('./messages.ts')).messages(),
  saga: async () => (await import('./saga.ts')).saga(),
  'event-log': async () => (await import('./event-log.ts')).eventLog(),
  lint: async () => (await import('./lint.ts')).lint({ corpus: values.corpus ?? process.env['MS_BENCH_CORPUS'], only: values.only }),
  'lint-growth': async () => (await import('./lint-growth.ts')).lintGrowth({ corpus: values.corpus ?? process.env['MS_BENCH_CORPUS'], only: values.only }),
} satisfies Record<string, () => Promise<void>>;

const isSuite = (name: string): name is keyof typeof suites => name in suites;
const unknown = named.filter((name) => !isSuite(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of named.length > 0 ? named.filter(isSuite) : Object.keys(suites).filter(isSuite)) await suites[name]();
}

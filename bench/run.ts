/** `npm run bench [-- startup|create|dev|service …]`: every figure of the README, measured on this machine in one run. */
const suites = {
  startup: async () => (await import('./startup.ts')).startup(),
  create: async () => (await import('./create.ts')).create(),
  dev: async () => (await import('./dev.ts')).dev(),
  service: async () => (await import('./service.ts')).service(),
} satisfies Record<string, () => Promise<void>>;

const isSuite = (name: string): name is keyof typeof suites => name in suites;
const named = process.argv.slice(2);
const unknown = named.filter((name) => !isSuite(name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  process.exitCode = 2;
} else {
  for (const name of named.length > 0 ? named.filter(isSuite) : Object.keys(suites).filter(isSuite)) await suites[name]();
}

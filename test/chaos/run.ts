import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printResult } from './print.ts';
import { runOnce } from './run-once.ts';
import { protections, type Protection } from './shop/mutations.ts';
import { faultKinds, type FaultKind } from './storm/plan.ts';
import type { Result } from './verdict/result.ts';

/**
 * `npm run chaos [-- --seed N --runs N --orders N --faults N --only KIND --without PROTECTION --keep --json FILE]`: the shop on real servers in a storm of faults.
 * Exits with 1 when a promise was broken; the seed that is printed makes the same storm again. With `--json` each result is added to a list in that file.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '1' },
    orders: { type: 'string', default: '1000' },
    faults: { type: 'string', default: '50' },
    only: { type: 'string', multiple: true },
    without: { type: 'string', multiple: true, default: [] },
    keep: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

const isProtection = (name: string): name is Protection => (protections as readonly string[]).includes(name);

const isKind = (name: string): name is FaultKind => (faultKinds as readonly string[]).includes(name);

const addTo = (file: string, result: Result): void => {
  let before: readonly Result[] = [];
  try {
    before = JSON.parse(readFileSync(file, 'utf8')) as readonly Result[];
  } catch {
    // The first one.
  }
  writeFileSync(file, `${JSON.stringify([...before.filter(({ seed }) => seed !== result.seed), result], null, 1)}\n`);
};

/** Ctrl-C: what the run has started is stopped, and its folders go. */
const interruption = (): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { reject(new Error(`ended by ${signal}`)); });
  promise.catch(() => {});
  return promise;
};

const main = async (): Promise<void> => {
  const first = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed);
  const common = { interrupted: interruption(), orders: Number(values.orders), faults: Number(values.faults), only: values.only?.filter(isKind), without: values.without.filter(isProtection), keep: values.keep, say: (text: string) => { console.log(text); } };
  for (let seed = first; seed < first + Number(values.runs); seed += 1) {
    console.log(`seed ${seed}: npm run chaos -- --seed ${seed} --orders ${values.orders} --faults ${values.faults}${[...(values.only ?? []).map((name) => ` --only ${name}`), ...values.without.map((name) => ` --without ${name}`)].join('')}`);
    const result = await runOnce({ seed, ...common });
    printResult(result);
    if (values.json !== undefined) addTo(values.json, result);
    if (result.violations.length > 0) process.exitCode = 1;
  }
};

const wrongNumbers = (['seed', 'runs', 'orders', 'faults'] as const).filter((name) => values[name] !== undefined && !/^\d{1,9}$/.test(values[name]));
const unknown = [...values.without.filter((name) => !isProtection(name)), ...(values.only ?? []).filter((name) => !isKind(name))];
if (unknown.length === 0 && wrongNumbers.length === 0) await main().catch((error: unknown) => {
  console.error(error);
  // Faults may be under way.
  process.exit(1);
});
else {
  for (const name of wrongNumbers) console.error(`--${name} takes a whole number, not ${values[name]}`);
  if (unknown.length > 0) console.error(`unknown: ${unknown.join(', ')}; protections are ${protections.join(', ')}; kinds of faults are ${faultKinds.join(', ')}`);
  process.exitCode = 2;
}

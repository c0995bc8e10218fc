import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../test/chaos/verdict/result.ts';

/** `docs/chaos.json`, to which `npm run chaos -- --json docs/chaos.json` adds each run. */
const readResults = (): readonly Result[] => JSON.parse(readFileSync(join(import.meta.dirname, 'chaos.json'), 'utf8')) as readonly Result[];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

const row = ({ seed, seconds: took, orders, told, tries, failedTries, faults, recovery, violations }: Result): string =>
  `| ${[seed, took, orders, told['confirmed'] ?? 0, told['rejected'] ?? 0, tries, failedTries, sum(Object.values(faults)), `${seconds(recovery.median)} / ${seconds(recovery.max)}`, violations.length].join(' | ')} |`;

const faultsOf = (results: readonly Result[]): readonly string[] => {
  const kinds = [...new Set(results.flatMap(({ faults }) => Object.keys(faults)))].toSorted();
  return kinds.map((kind) => `| ${kind} | ${sum(results.map(({ faults }) => faults[kind] ?? 0))} |`);
};

/** The page of the runs that are kept. */
export const chaosPage = (): string => {
  const results = readResults().toSorted((one, other) => one.seed - other.seed);
  const orders = sum(results.map((result) => result.orders));
  const faults = sum(results.flatMap((result) => Object.values(result.faults)));
  return `# Chaos

<!-- Made by docs/chaos-page.ts from docs/chaos.json: npm run docs. -->

The shop as \`create\` makes it, two processes of each service and of the gateway, on a real RabbitMQ, Postgres, Redis and Consul, under faults
([how, and what must hold](decisions/0012-chaos.md)). ${results.length} runs, ${orders} orders, ${faults} faults, ${sum(results.map(({ violations }) => violations.length))} violations.

    npm run chaos -- --seed ${results[0]?.seed ?? 1} --runs ${results.length} --json docs/chaos.json && npm run docs

Recovery: from the end of a fault, when what it broke is mended, until five tries in a row that began later were answered; other faults meanwhile count as well.

| seed | s | orders | confirmed | rejected | tries | not answered | faults | recovery, median / longest, s | violations |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${results.map(row).join('\n')}

A try that is not answered is one of a customer who then tries again with the same key, as a client does; each was told an answer in the end, or the run would have a violation.

| fault | times |
| --- | ---: |
${faultsOf(results).join('\n')}

A copy of the shop without one of its protections is caught in the same way, by a test that each run of CI makes (\`test/chaos/storm.test.ts\`):

| without | caught by |
| --- | --- |
| outbox: events are sent when the change is committed | what is confirmed is shipped, and nothing stays reserved |
| inbox: whatever comes is worked on | each event has its effect exactly once |
| drain: SIGTERM ends what is in hand | no request is lost in a rolling restart |
| retry of compensations: a step that could not be undone at once never is | every saga has ended |
`;
};

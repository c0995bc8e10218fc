import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../src/shared/compare-text.ts';

/** What the scorer counts for facts and for rules: found and right, found and wrong, not found. */
interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** A property of matched calls: how many of how many are right. */
interface Share {
  readonly ok: number;
  readonly n: number;
}

/** `docs/accuracy.json`, written by `npm run accuracy`. */
interface Accuracy {
  readonly measured: string;
  readonly systems: readonly string[];
  readonly scores: Readonly<Record<string, Counts | Share>>;
}

const isShare = (score: Counts | Share): score is Share => 'n' in score;
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** Wilson's interval at 95 %: what a share of few cases may still be. */
const interval = (part: number, whole: number): string => {
  if (whole === 0) return '';
  const [z, share] = [1.96, part / whole];
  const middle = (share + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z / (1 + (z * z) / whole)) * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  return ` (${Math.round(100 * Math.max(0, middle - half))}–${Math.round(100 * Math.min(1, middle + half))})`;
};

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => compareText(a, b);

const countsRow = ([what, { tp, fp, fn }]: readonly [string, Counts]): string =>
  `| ${what} | ${percent(tp, tp + fp)}${interval(tp, tp + fp)} | ${percent(tp, tp + fn)}${interval(tp, tp + fn)} | ${tp} | ${fp} | ${fn} |`;

const totalOf = (rows: readonly (readonly [string, Counts])[]): Counts =>
  rows.reduce((sum, [, { tp, fp, fn }]) => ({ tp: sum.tp + tp, fp: sum.fp + fp, fn: sum.fn + fn }), { tp: 0, fp: 0, fn: 0 });

const table = (first: string, rows: readonly string[]): string =>
  [`| ${first} | precision | recall | right | false | missed |`, '|---|---|---|---|---|---|', ...rows].join('\n');

const definitions = `| smell | where catalogues disagree | what is reported here |
|---|---|---|
| timeouts | MARS and Cerny: a literal timeout is present. Neri and practice: none is | none is (\`no-timeout\`) |
| hard-coded endpoint | Cerny: any full URL, a service name included | a literal host in code, the fallback of a variable included; a DNS name in deployment files is discovery and not reported |
| shared persistence | MARS: the same datasource string. Cerny's worst case: the same entities | two rules: \`shared-database\` and \`shared-table\` |
| shared libraries | MSANose: any common dependency. Cerny: business logic only | entities, database clients and business logic (\`shared-domain-library\`); common dependencies never |
| local logging | MARS: no central logging dependency. Twelve-factor: stdout is right | file sinks only |
| no gateway | MSANose: from 50 services on. MARS: no gateway dependency | two or more business services exposed and nothing in front |
| wrong cuts | MARS counts front ends | front ends are never judged |
| sizes (mega, nano, greedy, hub) | thresholds differ by catalogue | information only, thresholds are options |`;

/** docs/accuracy.md, from the numbers that the scorer printed. */
export const accuracyPage = (): string => {
  const { measured, systems, scores } = JSON.parse(readFileSync(join(import.meta.dirname, 'accuracy.json'), 'utf8')) as Accuracy;
  const entries = Object.entries(scores);
  const counts = entries.filter((entry): entry is [string, Counts] => !isShare(entry[1]));
  const facts = counts.filter(([what]) => !what.startsWith('rule ')).toSorted(byName);
  const rules = counts.filter(([what]) => what.startsWith('rule ')).map(([what, score]) => [what.slice(5), score] as const).toSorted(byName);
  const shares = entries.filter((entry): entry is [string, Share] => isShare(entry[1])).map(([what, { ok, n }]) => `| ${what} | ${percent(ok, n)}${interval(ok, n)} | ${n} |`);
  return `# Accuracy

Made by \`npm run docs\` from \`docs/accuracy.json\`, which \`npm run accuracy -- --scorer score.mjs --labels DIR --corpus DIR\` writes: the scorer
runs \`ms graph\` and \`ms lint\` on labelled public systems and compares every fact and every finding. Measured ${measured} on ${systems.length} systems.
In brackets the 95 % interval (Wilson). These systems were looked at while the analyzer was written, so they are no held-out set.

## Facts

${table('fact', facts.map(countsRow))}

| of the calls that were found | right | calls |
|---|---|---|
${shares.toSorted().join('\n')}

## Rules

${table('rule', [...rules, ['**all**', totalOf(rules)] as const].map(countsRow))}

A rule that is not in the table has no labelled case here. Labels that the protocol calls ambiguous count for neither side.

## Definitions

${definitions}

## Systems

${systems.map((name) => `- ${name}`).join('\n')}
`;
};

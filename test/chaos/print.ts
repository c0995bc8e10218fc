import type { Result } from './verdict/result.ts';

const shownCases = 10;

/** A run as a person reads it. */
export const printResult = ({ seed, seconds, orders, told, tries, failedTries, faults, recovery, violations }: Result): void => {
  const list = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(`
seed ${seed}: ${seconds} s
  orders      ${orders}: ${list(told)}
  tries       ${tries}, of which ${failedTries} could not be answered
  faults      ${Object.values(faults).reduce((sum, count) => sum + count, 0)}: ${list(faults)}
  recovery    median ${(recovery.median / 1_000).toFixed(1)} s, longest ${(recovery.max / 1_000).toFixed(1)} s
  violations  ${violations.length}`);
  for (const { rule, cases } of violations) {
    console.log(`  VIOLATED: ${rule}`);
    for (const text of cases.slice(0, shownCases)) console.log(`    ${text}`);
    if (cases.length > shownCases) console.log(`    … and ${cases.length - shownCases} more`);
  }
};

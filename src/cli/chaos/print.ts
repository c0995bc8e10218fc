import type { ExperimentReport } from '../../operate/chaos/run-experiment.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from '../command.ts';
import { style } from '../style.ts';

const answersText = (answers: Readonly<Record<string, number>>): string => Object.entries(answers).map(([status, count]) => `${String(count)} x ${status}`).join(', ');

/** The report as a person reads it: a line a phase and probe, and the verdict. */
export const reportText = ({ name, hypothesis, holds, phases }: ExperimentReport, terminal: Terminal): string => {
  const { bold, dim, green, red } = style(terminal);
  const width = Math.max(...phases.map(({ probe }) => probe.length));
  const lines = phases.map(({ phase, probe, p95Ms, answers, broken }) => {
    const mark = broken === null ? green('ok    ') : red('broken');
    return `  ${phase.padEnd(6)}  ${printable(probe).padEnd(width)}  ${mark}  ${answersText(answers)}, p95 ${String(p95Ms)} ms${broken === null ? '' : `\n${' '.repeat(10)}${red(broken)}`}`;
  });
  const notBegun = phases.every(({ phase }) => phase === 'before');
  const verdict = holds ? green('The hypothesis holds.') : red(notBegun ? 'The system was not steady to begin with, so nothing was broken.' : 'The hypothesis does not hold.');
  return [bold(printable(name)), dim(printable(hypothesis)), '', ...lines, '', verdict].join('\n');
};

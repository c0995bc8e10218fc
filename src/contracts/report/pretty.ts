import type { Paint } from '../../shared/paint.ts';
import type { JudgedChange } from '../compare-contracts.ts';
import { noteOf, sentenceOf, subjectOf, summaryOf, type Comparison, type Reporter } from './comparison.ts';

const broken = ({ breaks }: JudgedChange, at: Comparison['at'], paint: Paint): readonly string[] => breaks.map((consumer) => {
  const note = noteOf(consumer);
  return `             breaks ${paint.strong(consumer.service)}${note === '' ? '' : ` (${note})`}  ${paint.quiet(`${at(consumer.file)}:${String(consumer.line)}`)}`;
});

const lines = (change: JudgedChange, at: Comparison['at'], paint: Paint): readonly string[] => [
  `  ${change.breaking ? paint.error('breaking') : paint.quiet('additive')}   ${subjectOf(change)}: ${sentenceOf(change)}`,
  ...broken(change, at, paint),
];

/** For people at a terminal: by provider, breaking changes first. */
export const pretty: Reporter = (comparison, paint) => {
  const services = Map.groupBy(comparison.changes, ({ service }) => service);
  const blocks = [...services].map(([service, changes]) => [paint.strong(service), ...changes.flatMap((change) => lines(change, comparison.at, paint))].join('\n'));
  return [...blocks, summaryOf(comparison)].join('\n\n');
};

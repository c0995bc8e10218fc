import { workflowCommand } from '../../shared/workflow-command.ts';
import type { JudgedChange } from '../compare-contracts.ts';
import { noteOf, sentenceOf, subjectOf, summaryOf, type Comparison, type Reporter } from './comparison.ts';

const title = 'ms contracts check';

/** The annotation stands at whoever breaks; where that is nobody, or nobody any more, at the contract. */
const annotations = (change: JudgedChange, at: Comparison['at']): readonly string[] => {
  const text = `${change.service}: ${subjectOf(change)}: ${sentenceOf(change)}`;
  const standing = change.breaks.filter(({ now }) => now);
  const others = change.breaks.filter(({ now }) => !now).map((consumer) => `breaks ${consumer.service} (${noteOf(consumer)})`);
  const atContract = standing.length === 0 ? [workflowCommand('error', { file: at(change.file), title }, [text, ...others].join('\n'))] : [];
  return [...atContract, ...standing.map((consumer) => {
    const note = noteOf(consumer);
    return workflowCommand('error', { file: at(consumer.file), line: consumer.line, title }, [`breaks ${consumer.service}${note === '' ? '' : ` (${note})`}`, text, ...others].join('\n'));
  })];
};

/** Annotations of GitHub Actions for what breaks, and the total. */
export const github: Reporter = (comparison) =>
  [...comparison.changes.filter(({ breaking }) => breaking).flatMap((change) => annotations(change, comparison.at)), summaryOf(comparison)].join('\n');

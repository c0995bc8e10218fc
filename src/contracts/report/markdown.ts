import { asText, code } from '../../shared/markdown.ts';
import type { JudgedChange } from '../compare-contracts.ts';
import { noteOf, sentenceOf, subjectOf, summaryOf, type Comparison, type Reporter } from './comparison.ts';

const block = (change: JudgedChange, at: Comparison['at']): string => [
  `- ${change.breaking ? '🔴' : '🟢'} **${asText(change.service)}** ${code(subjectOf(change))} ${asText(sentenceOf(change))}`,
  ...change.breaks.map((consumer) => {
    const note = noteOf(consumer);
    return `  - breaks **${asText(consumer.service)}**${note === '' ? '' : ` (${asText(note)})`}: ${code(`${at(consumer.file)}:${String(consumer.line)}`)}`;
  }),
].join('\n');

/** For a step summary or the comment of a pull request. */
export const markdown: Reporter = (comparison) => [
  '### Contracts',
  '',
  asText(summaryOf(comparison)),
  '',
  ...comparison.changes.map((change) => block(change, comparison.at)),
].join('\n');

import { Problem } from '@sample-system/chassis';
import { sampleAggregateStages } from '@sample-system/sample-keeper-contract';
import type { SampleAggregateEvent } from './events.ts';
import type { SampleAggregateState } from './state.ts';

export interface SampleAggregateCommand {
  readonly to: SampleAggregateEvent['type'];
}

/**
 * Pure: the events that follow from a command. A stage is reached once, so a command that comes again changes nothing, and none is left out.
 * @throws Problem 409
 */
export const decide = ({ stage }: SampleAggregateState, { to }: SampleAggregateCommand): readonly SampleAggregateEvent[] => {
  const [now, then] = [stage === null ? -1 : sampleAggregateStages.indexOf(stage), sampleAggregateStages.indexOf(to)];
  if (then <= now) return [];
  if (then > now + 1) throw new Problem({ status: 409, type: 'out-of-order', title: 'Something else comes first', detail: `Before ${to} comes ${sampleAggregateStages[then - 1] ?? ''}.` });
  return [{ type: to, data: {} }];
};

import { replay } from '@sample-system/chassis';
import { sampleAggregateStages } from '@sample-system/sample-keeper-contract';
import { expect, test } from 'vitest';
import { decide } from '../../src/aggregates/sample-aggregate/decide.ts';
import type { SampleAggregateEvent } from '../../src/aggregates/sample-aggregate/events.ts';
import { sampleAggregate } from '../../src/aggregates/sample-aggregate/sample-aggregate.ts';
import { evolve, initial } from '../../src/aggregates/sample-aggregate/state.ts';

/** Commands in any order and number. What is refused is left out. */
const afterRandomCommands = (count: number) => {
  const events: SampleAggregateEvent[] = [];
  let state = initial;
  for (let made = 0; made < count; made += 1) {
    const to = sampleAggregateStages[Math.floor(Math.random() * sampleAggregateStages.length)] ?? sampleAggregateStages[0];
    try {
      const decided = decide(state, { to });
      events.push(...decided);
      state = decided.reduce(evolve, state);
    } catch {
      expect(sampleAggregateStages.indexOf(to)).toBeGreaterThan(0);
    }
  }
  return { events, state };
};

test('each stage is reached once, after the one before it', () => {
  const all: SampleAggregateEvent[] = [];
  for (const to of sampleAggregateStages) all.push(...decide(replay(sampleAggregate, all), { to }));

  expect(all.map(({ type }) => type)).toEqual(sampleAggregateStages);
  for (const to of sampleAggregateStages) expect(decide(replay(sampleAggregate, all), { to })).toEqual([]);
  for (const to of sampleAggregateStages.slice(1)) expect(() => decide(initial, { to })).toThrow(/^Before /);
});

test('what the commands made of it is what its events tell', () => {
  for (let run = 0; run < 200; run += 1) {
    const { events, state } = afterRandomCommands(run % 20);
    expect({ events, state: replay(sampleAggregate, events) }).toEqual({ events, state });
  }
});

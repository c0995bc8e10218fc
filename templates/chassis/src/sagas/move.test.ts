import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineSaga } from './define-saga.ts';
import { moveFromUnknownStep, nextMove, type Place } from './move.ts';

const nothing = async (): Promise<void> => {};
const definition = defineSaga({
  name: 'trip',
  input: z.object({}),
  steps: [
    { name: 'check', action: nothing, compensation: 'nothing to undo' },
    { name: 'book', action: nothing, compensation: nothing },
    { name: 'pay', action: nothing, compensation: nothing },
    { name: 'note', action: { inTransaction: nothing }, compensation: nothing },
    { name: 'send', action: nothing, irreversible: true },
  ],
});
const at = (step: string, more: Partial<Place> = {}): Place => ({ state: 'running', steps: ['check', 'book', 'pay', 'note', 'send'], step, attempt: 0, undo: [], stuck: [], turned_at: null, refused: false, reason: null, alarm: null, ...more });
const back = (undo: readonly string[], more: Partial<Place> = {}): Place => at(undo[0] ?? '', { state: 'compensating', undo, turned_at: 'pay', reason: 'poor', ...more });

describe('forward', () => {
  it('goes to the next step, and from the last to the end', () => {
    expect(nextMove(definition, at('check'), { kind: 'done', result: 1 })).toMatchObject({ state: 'running', step: 'book', attempt: 0, pauseMs: 0 });
    expect(nextMove(definition, at('send'), { kind: 'done', result: 1 })).toMatchObject({ state: 'completed', step: null });
  });
  it('pauses for longer from attempt to attempt, for a minute at most', () => {
    const pauses = [0, 3, 18].map((attempt) => nextMove(definition, at('send', { attempt }), { kind: 'failed', reason: '' }).pauseMs);
    expect(pauses[0]).toBeLessThanOrEqual(200);
    expect(pauses[1]).toBeGreaterThanOrEqual(800);
    expect(pauses[2]).toBeGreaterThanOrEqual(30_000);
    expect(pauses[2]).toBeLessThanOrEqual(60_000);
  });
  it('waits for a reply until the deadline', () => {
    expect(nextMove(definition, at('pay'), { kind: 'requested' })).toMatchObject({ step: 'pay', attempt: 0, waiting: true, pauseMs: 5_000 });
  });
});

describe('back', () => {
  it('undoes what was done, in reverse, and not what changes nothing', () => {
    expect(nextMove(definition, at('send'), { kind: 'refused', reason: 'no' })).toMatchObject({ state: 'compensating', step: 'note', undo: ['note', 'pay', 'book'], turned_at: 'send', refused: true, reason: 'no' });
    expect(nextMove(definition, at('check'), { kind: 'refused', reason: 'no' })).toMatchObject({ state: 'compensated', step: null, undo: [] });
  });
  it('undoes the step itself, too, unless it refused at once or its database took it back', () => {
    const last = at('pay', { attempt: 4 });
    expect(nextMove(definition, last, { kind: 'failed', reason: '' })).toMatchObject({ undo: ['pay', 'book'], refused: false });
    expect(nextMove(definition, last, { kind: 'interrupted', reason: '' }).undo).toEqual(['pay', 'book']);
    expect(nextMove(definition, last, { kind: 'refused', reason: '' }).undo).toEqual(['pay', 'book']);
    expect(nextMove(definition, at('pay'), { kind: 'refused', reason: '' }).undo).toEqual(['book']);
    expect(nextMove(definition, at('note', { attempt: 4 }), { kind: 'failed', reason: '' }).undo).toEqual(['pay', 'book']);
  });
  it('puts aside what cannot be undone, goes on with the others, and parks at the end', () => {
    const other = nextMove(definition, back(['pay', 'book'], { attempt: 19 }), { kind: 'failed', reason: 'away' });
    expect(other).toMatchObject({ state: 'compensating', step: 'book', undo: ['book'], stuck: ['pay'], attempt: 0 });
    expect(nextMove(definition, back(['book'], { stuck: ['pay'] }), { kind: 'done', result: 1 })).toMatchObject({ state: 'parked', stuck: ['pay'], undo: [] });
    expect(nextMove(definition, back(['book']), { kind: 'done', result: 1 })).toMatchObject({ state: 'compensated', undo: [] });
  });
  it('tries no compensation again that refuses', () => {
    expect(nextMove(definition, back(['book']), { kind: 'refused', reason: 'shipped' })).toMatchObject({ state: 'parked', stuck: ['book'], reason: 'poor', alarm: 'book could not be undone: shipped' });
  });
});

describe('a definition that changed', () => {
  it('parks before a step that it does not have', () => {
    expect(nextMove(definition, at('book', { steps: ['check', 'book', 'insure', 'send'] }), { kind: 'done', result: 1 })).toMatchObject({ state: 'parked', step: 'insure' });
  });
  it('puts aside the compensation that it does not have, and tries the others', () => {
    const gone = { steps: ['check', 'book', 'insure', 'send'] };
    expect(nextMove(definition, at('send', gone), { kind: 'refused', reason: '' })).toMatchObject({ state: 'compensating', step: 'book', stuck: ['insure'] });
    expect(moveFromUnknownStep(definition, back(['insure'], gone))).toMatchObject({ state: 'parked', stuck: ['insure'] });
  });
});

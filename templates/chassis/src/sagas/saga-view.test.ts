import { expect, it } from 'vitest';
import { viewOf } from './saga-view.ts';
import type { SagaRow } from './saga-tables.ts';

const at = (step: string | null, more: Partial<SagaRow> = {}): SagaRow => ({
  name: 'trip', id: 't-1', state: 'running', steps: ['flight', 'hotel', 'tickets'], step, attempt: 0, undo: [], stuck: [], waiting: false, due_at: new Date(0), lease: null, input: {}, results: {},
  headers: {}, turned_at: null, reason: null, refused: false, alarm: null, created_at: new Date(0), ended_at: null, ...more,
});
const back = (step: string | null, more: Partial<SagaRow> = {}): SagaRow => at(step, { state: 'compensating', turned_at: 'tickets', undo: step === null ? [] : [step], ...more });

it.each([
  ['at its first step', at('flight'), ['running', 'pending', 'pending']],
  ['at its second step', at('hotel'), ['done', 'running', 'pending']],
  ['with only its end left to be written', at(null), ['done', 'done', 'done']],
  ['completed', at(null, { state: 'completed' }), ['done', 'done', 'done']],
  ['parked where there is no way back', at('tickets', { state: 'parked' }), ['done', 'done', 'parked']],
  ['on its way back', back('hotel', { undo: ['hotel', 'flight'] }), ['done', 'compensating', 'failed']],
  ['on its way back over the step that gave no answer', back('tickets', { undo: ['tickets', 'hotel', 'flight'] }), ['done', 'done', 'compensating']],
  ['nearly back', back('flight'), ['compensating', 'compensated', 'failed']],
  ['compensated', back(null, { state: 'compensated' }), ['compensated', 'compensated', 'failed']],
  ['compensated from its first step', back(null, { state: 'compensated', turned_at: 'flight' }), ['failed', 'pending', 'pending']],
  ['parked with what could not be undone', back(null, { state: 'parked', stuck: ['hotel'] }), ['compensated', 'parked', 'failed']],
] as const)('shows how far each step is of a saga %s', (_, row, states) => {
  expect(viewOf(row).steps).toEqual(['flight', 'hotel', 'tickets'].map((name, index) => ({ name, state: states[index] })));
});

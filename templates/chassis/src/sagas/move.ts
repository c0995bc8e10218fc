import type { SagaDefinition, StepDefinition } from './define-saga.ts';
import type { OperationKind, SagaRow } from './saga-tables.ts';

/** Where a saga is. */
export type Place = Pick<SagaRow, 'state' | 'steps' | 'step' | 'attempt' | 'undo' | 'stuck' | 'turned_at' | 'refused' | 'reason' | 'alarm'>;

/** How an attempt ended, as far as the way on depends on it. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  /** Nothing happened, and no retry will help. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It may have happened. */
  | { readonly kind: 'failed' | 'interrupted'; readonly reason: string }
  | { readonly kind: 'requested' };

/** What changes in a saga's place, and what comes then. */
export type Move = Pick<Place, 'state' | 'step' | 'attempt' | 'undo' | 'stuck' | 'turned_at' | 'refused' | 'reason' | 'alarm'> & {
  /** Milliseconds until the next attempt, or until the reply is overdue; 0 for at once. */
  readonly pauseMs: number;
  readonly waiting: boolean;
};

/** Attempts to write the end of a saga, whose steps are all done. */
const attemptsOfEnd = 20;

export const kindOf = ({ state }: Pick<Place, 'state'>): OperationKind => (state === 'compensating' ? 'compensation' : 'action');

export const stepOf = ({ steps }: Pick<SagaDefinition, 'steps'>, { step }: Pick<Place, 'step'>): StepDefinition | undefined => steps.find(({ name }) => name === step);

/** Milliseconds for one attempt at what the saga is at. */
export const deadlineOf = ({ deadlineMs, compensationDeadlineMs }: StepDefinition, place: Pick<Place, 'state'>): number => (kindOf(place) === 'action' ? deadlineMs : compensationDeadlineMs);

/** The way on from `place` after an attempt of its operation. */
export const nextMove = (definition: SagaDefinition, place: Place, outcome: Outcome): Move => {
  const step = stepOf(definition, place);
  if (outcome.kind === 'requested') return { ...stay(place), pauseMs: step === undefined ? 0 : deadlineOf(step, place), waiting: true };
  if (outcome.kind === 'done') return place.state === 'compensating' ? nextUndo(definition, place, {}) : forward(definition, place);
  if (mayTryAgain(place, outcome, step)) return { ...stay(place), attempt: place.attempt + 1, pauseMs: retryPause(place.attempt) };
  if (place.step === null) return park(place, outcome.reason);
  if (place.state === 'compensating') return nextUndo(definition, place, { stuck: outcome.reason });
  if (step === undefined || (step.irreversible && outcome.kind !== 'refused')) return park(place, outcome.reason);
  return back(definition, place, outcome);
};

/** The move of a saga whose step its definition does not have any more. */
export const moveFromUnknownStep = (definition: SagaDefinition, place: Place): Move => {
  const reason = `the definition has no step ${place.step}, or no compensation of it, any more`;
  return place.state === 'compensating' ? nextUndo(definition, place, { stuck: reason }) : park(place, reason);
};

const mayTryAgain = ({ attempt, state }: Place, { kind }: Outcome, step: StepDefinition | undefined): boolean => {
  const allowed = step === undefined ? attemptsOfEnd : state === 'compensating' ? step.compensationAttempts : step.attempts;
  return kind !== 'refused' && attempt + 1 < allowed;
};

const firstPauseMs = 200;
const longestPauseMs = 60_000;

/** Growing; spread, so that what failed together does not come again together. */
const retryPause = (attempt: number): number => Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + Math.random() / 2);

const stay = ({ state, step, attempt, undo, stuck, turned_at, refused, reason, alarm }: Place): Move => ({ state, step, attempt, undo, stuck, turned_at, refused, reason, alarm, pauseMs: 0, waiting: false });

const forward = (definition: SagaDefinition, place: Place): Move => {
  const next = place.step === null ? undefined : place.steps[place.steps.indexOf(place.step) + 1];
  const to: Place = { ...place, step: next ?? null, attempt: 0 };
  if (next === undefined) return { ...stay(to), state: 'completed' };
  return stepOf(definition, to) === undefined ? moveFromUnknownStep(definition, to) : stay(to);
};

/** Back from here: over this step too, if it may have happened. */
const back = (definition: SagaDefinition, place: Place, outcome: Exclude<Outcome, { kind: 'done' | 'requested' }>): Move => {
  const refused = outcome.kind === 'refused';
  // Who refuses speaks for this attempt alone.
  const mayHaveHappened = (!refused || place.attempt > 0) && !isTakenBack(stepOf(definition, place));
  const position = place.steps.indexOf(place.step ?? '');
  const undo = place.steps.slice(0, mayHaveHappened ? position + 1 : position).toReversed().filter((name) => needsUndo(definition, name));
  const { reason } = outcome;
  return firstUndo(definition, { ...place, state: 'compensating', undo, stuck: [], turned_at: place.step, refused, reason });
};

/** The own database takes back what fails. */
const isTakenBack = (step: StepDefinition | undefined): boolean => step !== undefined && typeof step.action !== 'function' && 'inTransaction' in step.action;

/** A step that the definition does not know may need it: nobody can say. */
const needsUndo = (definition: SagaDefinition, name: string): boolean => {
  const step = stepOf(definition, { step: name });
  return step === undefined || step.compensation !== undefined;
};

/** What cannot be undone is put aside, with the reason, and stops none of the others. */
const nextUndo = (definition: SagaDefinition, place: Place, { stuck }: { readonly stuck?: string }): Move => {
  const undo = place.undo.filter((name) => name !== place.step);
  if (stuck === undefined) return firstUndo(definition, { ...place, undo });
  const alarm = [place.alarm, `${place.step ?? ''} could not be undone: ${stuck}`].filter((part) => part !== null).join('; ');
  return firstUndo(definition, { ...place, undo, stuck: [...place.stuck, ...(place.step === null ? [] : [place.step])], alarm });
};

const firstUndo = (definition: SagaDefinition, place: Place): Move => {
  const step = place.undo[0] ?? null;
  const to: Place = { ...place, step, attempt: 0 };
  if (step === null) return { ...stay(to), state: place.stuck.length === 0 ? 'compensated' : 'parked' };
  return stepOf(definition, to)?.compensation === undefined ? moveFromUnknownStep(definition, to) : stay(to);
};

/** Until somebody has looked. */
export const park = (place: Place, alarm: string): Move => ({ ...stay(place), state: 'parked', alarm });

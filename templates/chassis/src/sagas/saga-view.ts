import type { SagaRow, SagaState } from './saga-tables.ts';

/** `failed`: the saga went back from here, and nothing of it is left. `compensating`: being undone. `parked`: could not be done, or undone. */
export type StepState = 'pending' | 'running' | 'done' | 'failed' | 'compensating' | 'compensated' | 'parked';
export type StepView = { readonly name: string; readonly state: StepState };

/** A saga, as those see it who started it. */
export type SagaView<Input = unknown, Results = Readonly<Record<string, unknown>>> = {
  readonly name: string;
  readonly id: string;
  readonly state: SagaState;
  readonly input: Input;
  /** Of the steps that were done, undone ones included. */
  readonly results: Partial<Results>;
  /** In the order in which they are done, and how far each is. */
  readonly steps: readonly StepView[];
  /** In hand, or next. */
  readonly step: string | undefined;
  /** The step from which it went back; undefined while it goes forward. */
  readonly turnedAt: string | undefined;
  /** Why it went back. Of a step that refused: the message of its `StepRefused`. */
  readonly reason: string | undefined;
  /** It went back because a step refused, not because one could not be done. */
  readonly refused: boolean;
  /** Why it is parked, and what could not be undone. */
  readonly alarm: string | undefined;
  readonly startedAt: Date;
};

export const viewOf = (row: SagaRow): SagaView => ({
  name: row.name,
  id: row.id,
  state: row.state,
  input: row.input,
  results: row.results,
  steps: row.steps.map((step) => ({ name: step, state: stateOf(row, step) })),
  step: row.step ?? undefined,
  turnedAt: row.turned_at ?? undefined,
  reason: row.reason ?? undefined,
  refused: row.refused,
  alarm: row.alarm ?? undefined,
  startedAt: row.created_at,
});

type Steps = Pick<SagaRow, 'state' | 'steps' | 'step' | 'turned_at' | 'undo' | 'stuck'>;

const stateOf = (row: Steps, step: string): StepState => {
  if (row.turned_at !== null) return stateOnTheWayBack({ ...row, turned_at: row.turned_at }, step);
  if (row.state === 'completed') return 'done';
  if (row.step === step) return row.state === 'parked' ? 'parked' : 'running';
  // Without a step all are done, and the end is left to be written.
  return row.step === null || row.steps.indexOf(step) < row.steps.indexOf(row.step) ? 'done' : 'pending';
};

const stateOnTheWayBack = ({ steps, step: inHand, turned_at, undo, stuck }: Steps & { readonly turned_at: string }, step: string): StepState => {
  if (stuck.includes(step)) return 'parked';
  if (undo.includes(step)) return step === inHand ? 'compensating' : 'done';
  if (step === turned_at) return 'failed';
  return steps.indexOf(step) < steps.indexOf(turned_at) ? 'compensated' : 'pending';
};

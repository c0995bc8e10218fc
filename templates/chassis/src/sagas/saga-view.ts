import type { SagaRow, SagaState } from './saga-tables.ts';

/** A saga, as those see it who started it. */
export type SagaView<Input = unknown, Results = Readonly<Record<string, unknown>>> = {
  readonly name: string;
  readonly id: string;
  readonly state: SagaState;
  readonly input: Input;
  /** Of the steps that were done, undone ones included. */
  readonly results: Partial<Results>;
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
  step: row.step ?? undefined,
  turnedAt: row.turned_at ?? undefined,
  reason: row.reason ?? undefined,
  refused: row.refused,
  alarm: row.alarm ?? undefined,
  startedAt: row.created_at,
});

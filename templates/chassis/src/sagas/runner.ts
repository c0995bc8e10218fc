import type { Transaction } from 'kysely';
import type { Alarm } from '../messages/alarm.ts';
import { onCommit } from '../store/on-commit.ts';
import type { SagaDefinition, StepDefinition } from './define-saga.ts';
import { kindOf, moveFromUnknownStep, nextMove, park, stepOf } from './move.ts';
import type { Move, Outcome } from './move.ts';
import type { AnyOperation } from './operation.ts';
import { runOperation, type OperationParts } from './run-operation.ts';
import type { SagaMetrics } from './saga-metrics.ts';
import { LeaseLost, type TakenSaga } from './saga-store.ts';
import { sagaTablesIn, type SagaRow } from './saga-tables.ts';
import { viewOf, type SagaView } from './saga-view.ts';
import { resultsAfter, writeMoves, type Change } from './write-moves.ts';

/** Written in the transaction that ends the saga; when it throws, the step that would have ended it has failed. */
export type OnEnd = (trx: Transaction<unknown>, saga: SagaView) => Promise<void>;

/** A saga that this service can go on with. */
export type Registered = { readonly definition: SagaDefinition; readonly onEnd: OnEnd | undefined; readonly leaseMs: number };

export type RunnerParts = OperationParts & {
  readonly metrics: SagaMetrics;
  readonly alarm: Alarm;
  /** Like `writeMoves`, of one, together with what other sagas of this instance write at the same time. */
  readonly writeMove: (change: Change) => Promise<boolean>;
  /** Of a saga that has come to rest, and of one that anybody may go on with: to be called when that is committed. */
  readonly onRest: (saga: SagaRow) => void;
  readonly onDue: () => void;
  /** Aborted when no new step may begin. */
  readonly stopped: AbortSignal;
};

/** On top of the longest deadline of a step: for what is written around it. */
const leaseMarginMs = 2_000;

export const leaseOf = ({ steps }: Pick<SagaDefinition, 'steps'>): number => Math.max(...steps.flatMap(({ deadlineMs, compensationDeadlineMs }) => [deadlineMs, compensationDeadlineMs])) + leaseMarginMs;

/** Goes on with a saga in hand, step by step, until it ends, has to wait, or is in other hands. Never rejects. */
export const goOn = async (parts: RunnerParts, registered: Registered, taken: TakenSaga): Promise<void> => {
  const log = parts.service.log.child({ saga: taken.name, sagaId: taken.id });
  try {
    let saga: SagaRow | undefined = await recover(parts, registered, taken);
    while (saga !== undefined) saga = await oneStep(parts, registered, saga);
  } catch (error) {
    // Its lease ends, and somebody takes it again.
    if (error instanceof LeaseLost) parts.metrics.leaseLost(taken.name);
    log.warn({ err: error }, 'the saga is left where it is written');
  }
};

/** What the runner before has left behind counts as an attempt: a step that takes its process down must not do so for ever. */
const recover = async (parts: RunnerParts, registered: Registered, saga: TakenSaga): Promise<SagaRow | undefined> => {
  if (saga.waiting) return write(parts, registered, { saga, outcome: { kind: 'failed', reason: 'no reply in time' } });
  if (saga.interrupted) return write(parts, registered, { saga, outcome: { kind: 'interrupted', reason: 'its runner died, or stood still' } });
  return saga;
};

/** The saga before its next step; undefined when it is not in hand any more. */
const oneStep = async (parts: RunnerParts, registered: Registered, saga: SagaRow): Promise<SagaRow | undefined> => {
  const { definition } = registered;
  if (saga.step === null) return write(parts, registered, { saga, outcome: { kind: 'done', result: undefined } });
  const step = stepOf(definition, saga);
  const operation = step && operationOf(step, saga);
  if (step === undefined || operation === undefined) return write(parts, registered, { saga, outcome: { kind: 'failed', reason: 'no such step' }, move: moveFromUnknownStep(definition, saga) });
  let next: SagaRow | undefined;
  const settle = async (outcome: Outcome, trx?: Transaction<unknown>): Promise<void> => { next = await write(parts, registered, { saga, outcome, ...(trx && { trx }) }); };
  await runOperation(parts, { definition, saga, step, operation, settle });
  return next;
};

const operationOf = (step: StepDefinition, saga: SagaRow): AnyOperation | undefined => (kindOf(saga) === 'action' ? step.action : step.compensation);

export type Ended = {
  readonly saga: SagaRow;
  readonly outcome: Outcome;
  /** Default: the one that follows from the outcome. */
  readonly move?: Move;
  /** Of the effect. */
  readonly trx?: Transaction<unknown>;
  /** For any runner to go on with. */
  readonly giveBack?: boolean;
};

/** Writes the end of an attempt; the saga as it is then, when it stays in hand. */
export const write = async (parts: RunnerParts, registered: Registered, ended: Ended): Promise<SagaRow | undefined> => {
  const { saga, outcome, move = nextMove(registered.definition, saga, outcome), trx, giveBack = false } = ended;
  const staysInHand = isUnderWay(move) && move.pauseMs === 0 && !giveBack && !parts.stopped.aborted;
  const next = after(saga, move, outcome);
  const change = { saga, outcome, move, leaseMs: staysInHand ? registered.leaseMs : undefined };
  try {
    await writeWithEnd(parts, registered, { change, trx, next });
  } catch (error) {
    // In the caller's transaction this is the failure of its operation; out of one, nobody else says so.
    if (isUnderWay(move) || trx !== undefined || error instanceof LeaseLost) throw error;
    return write(parts, registered, { saga, ...endFailed(registered, saga, error) });
  }
  if (trx === undefined) tell(parts, change, next);
  else await onCommit(trx, () => { tell(parts, change, next); });
  return staysInHand ? next : undefined;
};

const isUnderWay = ({ state }: Pick<Move, 'state'>): boolean => state === 'running' || state === 'compensating';

type Writing = { readonly change: Change; readonly trx: Transaction<unknown> | undefined; readonly next: SagaRow };

const writeWithEnd = async (parts: RunnerParts, { onEnd }: Registered, { change, trx, next }: Writing): Promise<void> => {
  if (onEnd === undefined || isUnderWay(change.move) || change.move.state === 'parked') return writeAlone(parts, change, trx);
  const both = async (own: Transaction<unknown>): Promise<void> => {
    await writeAlone(parts, change, own);
    await onEnd(own, viewOf(next));
  };
  return trx === undefined ? parts.db.transaction().execute(both) : both(trx);
};

/** @throws LeaseLost when the saga is in other hands */
const writeAlone = async ({ writeMove }: RunnerParts, change: Change, trx: Transaction<unknown> | undefined): Promise<void> => {
  const [moved] = trx === undefined ? [await writeMove(change)] : await writeMoves(sagaTablesIn(trx), [change]);
  if (moved !== true) throw new LeaseLost(`saga ${change.saga.name} ${change.saga.id} is in other hands`);
};

/** A saga that cannot end is tried again, and parked when there is nothing left to try. */
const endFailed = ({ definition }: Registered, saga: SagaRow, error: unknown): { readonly outcome: Outcome; readonly move: Move } => {
  const outcome: Outcome = { kind: 'failed', reason: `its end could not be written: ${error instanceof Error ? error.message : String(error)}` };
  const move = nextMove(definition, saga, outcome);
  return { outcome, move: isUnderWay(move) ? move : park(saga, outcome.reason) };
};

const after = (saga: SagaRow, { state, step, attempt, undo, stuck, turned_at, refused, reason, alarm, waiting }: Move, outcome: Outcome): SagaRow =>
  ({ ...saga, state, step, attempt, undo, stuck, turned_at, refused, reason, alarm, waiting, results: resultsAfter(saga, outcome) });

const tell = (parts: RunnerParts, { saga, move, outcome, leaseMs }: Change, next: SagaRow): void => {
  const { metrics, alarm, service: { log } } = parts;
  metrics.attempted(saga, outcome);
  const about = { saga: saga.name, sagaId: saga.id, step: saga.step, operation: kindOf(saga), attempt: saga.attempt + 1 };
  if ('reason' in outcome) log.warn({ ...about, reason: outcome.reason }, `a step of a saga was ${outcome.kind}`);
  if (move.state === 'parked') {
    metrics.parked(saga.name);
    log.error({ ...about, alarm: move.alarm }, 'a saga is parked: somebody must look');
  }
  if (!isUnderWay(move)) parts.onRest(next);
  else if (move.pauseMs === 0 && leaseMs === undefined) parts.onDue();
  else if (move.pauseMs > 0 && !move.waiting) setTimeout(alarm.ring, move.pauseMs).unref();
};

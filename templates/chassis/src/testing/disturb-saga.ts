import type { Publish } from '../bus/bus.ts';
import type { SagaDefinition, StepDefinition } from '../sagas/define-saga.ts';
import { isByEvents, type AnyOperation, type ByEvents, type Reply, type StepContext } from '../sagas/operation.ts';
import type { OperationKind } from '../sagas/saga-tables.ts';
import { begin, die, undergo, type Operating, type Ordeal, type Progress } from './saga-ordeal.ts';

/** Sends a request when the saga does not ask any more. */
export type Send = (ask: (publish: Publish) => Promise<void>) => Promise<void>;

export type Disturbed = {
  readonly definition: SagaDefinition;
  /** The next saga goes through this; the one before has ended. */
  readonly expect: (ordeal: Ordeal) => Progress;
};

type Stage = { readonly send: Send; readonly last: string | undefined; progress?: Progress };
type Asking = ByEvents<StepContext<unknown, Readonly<Record<string, unknown>>>, unknown>;

/** The definition, with the faults of the ordeal that is under way: one at a time. */
export const disturb = (definition: SagaDefinition, send: Send): Disturbed => {
  const stage: Stage = { send, last: definition.steps.at(-1)?.name };
  return {
    definition: { ...definition, steps: definition.steps.map((step) => hastened(stage, step)) },
    expect: (ordeal) => stage.progress = begin(ordeal),
  };
};

/** Two attempts are enough to see what happens after the last one, and a short while to see what hangs. A reply has its time. */
const hastened = (stage: Stage, step: StepDefinition): StepDefinition => ({
  ...step,
  attempts: step.irreversible ? step.attempts : 2,
  deadlineMs: isByEvents(step.action) ? step.deadlineMs : Math.min(step.deadlineMs, longestAttemptMs),
  compensationDeadlineMs: step.compensation !== undefined && isByEvents(step.compensation) ? step.compensationDeadlineMs : Math.min(step.compensationDeadlineMs, longestAttemptMs),
  action: disturbed(stage, { step, kind: 'action' }, step.action),
  compensation: step.compensation && disturbed(stage, { step, kind: 'compensation' }, step.compensation),
});

const longestAttemptMs = 300;

type Place = { readonly step: StepDefinition; readonly kind: OperationKind };

const disturbed = (stage: Stage, place: Place, operation: AnyOperation): AnyOperation => {
  const around = async (work: Operating['work'], late = work): Promise<unknown> =>
    (stage.progress === undefined ? work() : undergo(stage.progress, { ...place, isLast: place.step.name === stage.last, work, late }));
  if (typeof operation === 'function') return async (context) => around(async () => operation(context));
  if (!isByEvents(operation)) return { inTransaction: async (context, trx) => around(async () => operation.inTransaction(context, trx)) };
  return {
    request: async (context) => { await around(async () => operation.request(context), async () => stage.send(async (publish) => operation.request({ ...context, publish: correlated(publish, context.key) }))); },
    get replies() { return repliesNow(stage, place, operation); },
  };
};

const correlated = (publish: Publish, correlation: string): Publish => async (contract, type, data, given = {}) => publish(contract, type, data, { ...given, correlation });

/** Nobody waits for the reply that is lost. */
const repliesNow = ({ progress }: Stage, { step }: Place, { replies }: Asking): readonly Reply<unknown>[] => {
  if (progress?.step !== step.name || progress.reply === 'comes') return replies;
  if (progress.reply === 'kills the runner') return replies.map((reply) => ({ ...reply, take: () => killedBy(progress) }));
  progress.waitsInVain = true;
  return [];
};

/** It comes again, as it was not acknowledged. */
const killedBy = (progress: Progress): never => {
  progress.reply = 'comes';
  return die(progress);
};

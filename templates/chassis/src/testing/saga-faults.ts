import type { SagaDefinition, StepDefinition } from '../sagas/define-saga.ts';
import type { AnyOperation } from '../sagas/operation.ts';
import { LeaseLost } from '../sagas/saga-store.ts';
import type { OperationKind } from '../sagas/saga-tables.ts';
import { StepRefused } from '../sagas/step-refused.ts';

type Call = {
  readonly kind: OperationKind;
  readonly step: StepDefinition;
  /** Of this operation, from 1. */
  readonly attempt: number;
  readonly work: () => Promise<unknown>;
  /** Puts the work off until the saga has ended. */
  readonly putOff: () => void;
  /** Stands for the death of the runner: nothing is written any more. */
  readonly die: () => never;
  /** The runner dies when it begins the next operation. */
  readonly dieNext: () => void;
};

export type Fault = {
  readonly name: string;
  /** Whether it means anything for the step. */
  readonly fits: (step: StepDefinition) => boolean;
  /** In place of the operation of the step. */
  readonly happen: (call: Call) => Promise<unknown>;
  /** The saga goes back from its last step, so that the step is undone. */
  readonly goesBack?: boolean;
};

const always = (): boolean => true;
const isReversible = ({ compensation }: StepDefinition): boolean => compensation !== undefined;
const isCall = ({ action }: StepDefinition): boolean => typeof action === 'function';

/** A step without a way back is tried until it holds: there it happens once. */
const happensTo = ({ step, attempt }: Call): boolean => !step.irreversible || attempt === 1;
const toAction = (happen: (call: Call) => Promise<unknown>) => async (call: Call): Promise<unknown> => (call.kind === 'action' && happensTo(call) ? happen(call) : call.work());
const toCompensation = (happen: (call: Call) => Promise<unknown>) => async (call: Call): Promise<unknown> => (call.kind === 'compensation' && call.attempt === 1 ? happen(call) : call.work());
const noTimeLeft = (): never => { throw new DOMException('no time left', 'TimeoutError'); };

/** What can happen to a step. */
export const faults: readonly Fault[] = [
  { name: 'refuses', fits: always, happen: toAction(async () => { throw new StepRefused('the sweep refuses'); }) },
  { name: 'fails', fits: always, happen: toAction(async () => { throw new Error('the sweep fails'); }) },
  { name: 'times out after its effect', fits: always, happen: toAction(async ({ work }) => {
    await work();
    return noTimeLeft();
  }) },
  { name: 'is done when nobody waits any more', fits: isCall, happen: toAction(async ({ putOff }) => {
    putOff();
    return noTimeLeft();
  }) },
  { name: 'is done twice', fits: isCall, happen: toAction(async ({ work }) => {
    await work();
    return work();
  }) },
  { name: 'crashes before the write', fits: always, happen: toAction(async ({ work, attempt, die }) => {
    const answer = await work();
    return attempt === 1 ? die() : answer;
  }) },
  { name: 'crashes after the write', fits: always, happen: toAction(async ({ work, dieNext }) => {
    const answer = await work();
    dieNext();
    return answer;
  }) },
  { name: 'is undone at the second attempt', fits: isReversible, goesBack: true, happen: toCompensation(async () => { throw new Error('the sweep fails'); }) },
  { name: 'is undone, with a crash before the write', fits: isReversible, goesBack: true, happen: toCompensation(async ({ work, die }) => {
    await work();
    return die();
  }) },
];

/** What one saga of the sweep goes through. */
export type Ordeal = { readonly step: string; readonly fault: Fault };

export type Disturbed = {
  readonly definition: SagaDefinition;
  /** From its start on the saga goes through this. */
  readonly expect: (id: string, ordeal: Ordeal) => void;
  /** Whether its runner has died since somebody asked. */
  readonly hasDied: (id: string) => boolean;
  /** Does what was put off. */
  readonly doLate: (id: string) => Promise<void>;
};

type Progress = Ordeal & { readonly attempts: Map<string, number>; readonly late: (() => Promise<unknown>)[]; died: boolean; diesNext: boolean };

/** The definition, with the faults that are expected for each saga. */
export const disturb = (definition: SagaDefinition): Disturbed => {
  const progress = new Map<string, Progress>();
  const last = definition.steps.at(-1)?.name;

  const disturbed = (step: StepDefinition, kind: OperationKind, operation: AnyOperation): AnyOperation =>
    around(operation, async (id, work) => {
      const own = progress.get(id);
      if (own === undefined) return work();
      const die = (): never => {
        own.died = true;
        throw new LeaseLost('the sweep kills the runner');
      };
      if (own.diesNext) {
        own.diesNext = false;
        return die();
      }
      if (own.fault.goesBack === true && step.name === last && kind === 'action' && own.step !== last) throw new StepRefused('the sweep goes back');
      if (step.name !== own.step) return work();
      const attempt = (own.attempts.get(kind) ?? 0) + 1;
      own.attempts.set(kind, attempt);
      return own.fault.happen({ kind, step, attempt, work, die, putOff: () => { own.late.push(work); }, dieNext: () => { own.diesNext = attempt === 1; } });
    });

  return {
    definition: { ...definition, steps: definition.steps.map((step) => hastened(step, disturbed)) },
    expect: (id, ordeal) => { progress.set(id, { ...ordeal, attempts: new Map(), late: [], died: false, diesNext: false }); },
    hasDied: (id) => {
      const own = progress.get(id);
      const died = own?.died === true;
      if (own !== undefined) own.died = false;
      return died;
    },
    doLate: async (id) => { await Promise.allSettled((progress.get(id)?.late ?? []).map((work) => work())); },
  };
};

/** Two attempts are enough to see what happens after the last one. */
const hastened = (step: StepDefinition, disturbed: (step: StepDefinition, kind: OperationKind, operation: AnyOperation) => AnyOperation): StepDefinition => ({
  ...step,
  attempts: step.irreversible ? step.attempts : 2,
  action: disturbed(step, 'action', step.action),
  compensation: step.compensation && disturbed(step, 'compensation', step.compensation),
});

type Around = (id: string, work: () => Promise<unknown>) => Promise<unknown>;

const around = (operation: AnyOperation, what: Around): AnyOperation => {
  if (typeof operation === 'function') return async (context) => what(context.id, () => operation(context));
  if ('request' in operation) return { ...operation, request: async (context) => { await what(context.id, () => operation.request(context)); } };
  return { inTransaction: async (context, trx) => what(context.id, () => operation.inTransaction(context, trx)) };
};

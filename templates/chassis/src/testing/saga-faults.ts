import type { StepDefinition } from '../sagas/define-saga.ts';
import { isByEvents, type AnyOperation } from '../sagas/operation.ts';
import type { OperationKind } from '../sagas/saga-tables.ts';
import { StepRefused } from '../sagas/step-refused.ts';

/** An operation that something happens to. */
export type Call = {
  readonly kind: OperationKind;
  readonly step: StepDefinition;
  /** Of this operation, from 1. */
  readonly attempt: number;
  readonly work: () => Promise<unknown>;
  /** Puts the work off until the saga has ended. */
  readonly putOff: () => void;
  /** The reply to this request is lost when it comes, or, of a request that is not sent, never comes. */
  readonly loseReply: () => void;
  /** Stands for the death of the runner: nothing is written any more. */
  readonly die: () => never;
  /** The runner dies when the reply to this request has come. */
  readonly dieAtReply: () => void;
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

const isOwn = (operation: AnyOperation): boolean => typeof operation !== 'function' && 'inTransaction' in operation;
const always = (): boolean => true;
const ofAnother = ({ action }: StepDefinition): boolean => !isOwn(action);
const byEvents = ({ action }: StepDefinition): boolean => isByEvents(action);
const notByEvents = ({ action }: StepDefinition): boolean => !isByEvents(action);
const isReversible = ({ compensation }: StepDefinition): boolean => compensation !== undefined;
const isUndoneByEvents = ({ compensation }: StepDefinition): boolean => compensation !== undefined && isByEvents(compensation);
const isUndoneWithoutEvents = (step: StepDefinition): boolean => isReversible(step) && !isUndoneByEvents(step);

type Happen = Fault['happen'];

/** A step without a way back is tried until it holds: there it happens once. */
const toAction = (happen: Happen): Happen => async (call) => (call.kind === 'action' && (!call.step.irreversible || call.attempt === 1) ? happen(call) : call.work());
const toFirstUndo = (happen: Happen): Happen => async (call) => (call.kind === 'compensation' && call.attempt === 1 ? happen(call) : call.work());

const fail: Happen = async () => { throw new Error('the sweep fails'); };
/** Whatever its signal says. */
const hang: Happen = async () => new Promise(() => {});
const timeOut = (): never => { throw new DOMException('no time left', 'TimeoutError'); };
const crash: Happen = async ({ work, die }) => {
  await work();
  return die();
};
const withoutReply: Happen = async ({ work, loseReply }) => {
  loseReply();
  return work();
};
const onlyFirst = (happen: Happen): Happen => async (call) => (call.attempt === 1 ? happen(call) : call.work());

/** What can happen to a step. */
export const faults: readonly Fault[] = [
  { name: 'refuses', fits: always, happen: toAction(async () => { throw new StepRefused('the sweep refuses'); }) },
  { name: 'fails', fits: always, happen: toAction(fail) },
  { name: 'hangs', fits: notByEvents, happen: toAction(hang) },
  { name: 'times out after its effect', fits: notByEvents, happen: toAction(async ({ work }) => {
    await work();
    return timeOut();
  }) },
  { name: 'gets no reply', fits: byEvents, happen: toAction(withoutReply) },
  { name: 'gets no reply the first time', fits: byEvents, happen: toAction(onlyFirst(withoutReply)) },
  { name: 'is done when nobody waits any more', fits: ofAnother, happen: toAction(async ({ step, putOff, loseReply }) => {
    putOff();
    return byEvents(step) ? loseReply() : timeOut();
  }) },
  { name: 'is done twice', fits: ofAnother, happen: toAction(async ({ work }) => {
    await work();
    return work();
  }) },
  { name: 'crashes before the write', fits: always, happen: toAction(onlyFirst(crash)) },
  { name: 'crashes before its reply is written', fits: byEvents, happen: toAction(async ({ work, attempt, dieAtReply }) => {
    if (attempt === 1) dieAtReply();
    return work();
  }) },
  { name: 'crashes after the write', fits: always, happen: toAction(async ({ work, dieNext }) => {
    const answer = await work();
    dieNext();
    return answer;
  }) },
  { name: 'is undone at the second attempt', fits: isReversible, goesBack: true, happen: toFirstUndo(fail) },
  { name: 'is undone after an attempt that hangs', fits: isUndoneWithoutEvents, goesBack: true, happen: toFirstUndo(hang) },
  { name: 'is undone without a reply the first time', fits: isUndoneByEvents, goesBack: true, happen: toFirstUndo(withoutReply) },
  { name: 'is undone, with a crash before the write', fits: isReversible, goesBack: true, happen: toFirstUndo(crash) },
  { name: 'is undone, with a crash before its reply is written', fits: isUndoneByEvents, goesBack: true, happen: toFirstUndo(async ({ work, dieAtReply }) => {
    dieAtReply();
    return work();
  }) },
];

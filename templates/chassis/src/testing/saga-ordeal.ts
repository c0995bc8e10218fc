import type { StepDefinition } from '../sagas/define-saga.ts';
import { isByEvents } from '../sagas/operation.ts';
import { LeaseLost } from '../sagas/saga-store.ts';
import type { OperationKind } from '../sagas/saga-tables.ts';
import { StepRefused } from '../sagas/step-refused.ts';
import type { Fault } from './saga-faults.ts';

/** What one saga of the sweep goes through. */
export type Ordeal = { readonly step: string; readonly fault: Fault };

/** How far it is. */
export type Progress = Ordeal & {
  readonly attempts: Map<OperationKind, number>;
  /** What was put off. */
  readonly late: (() => Promise<unknown>)[];
  /** Its runner has died, and nobody has taken notice yet. */
  died: boolean;
  diesNext: boolean;
  /** What becomes of the reply to the request in hand. */
  reply: 'comes' | 'is lost' | 'kills the runner';
  /** It waits for a reply that will not come any more. */
  waitsInVain: boolean;
  /** Requests that were sent twice. */
  sentTwice: number;
};

export const begin = (ordeal: Ordeal): Progress => ({ ...ordeal, attempts: new Map(), late: [], died: false, diesNext: false, reply: 'comes', waitsInVain: false, sentTwice: 0 });

export const die = (progress: Progress): never => {
  progress.died = true;
  throw new LeaseLost('the sweep kills the runner');
};

export type Operating = {
  readonly step: StepDefinition;
  readonly kind: OperationKind;
  readonly isLast: boolean;
  readonly work: () => Promise<unknown>;
  /** The same, when the saga has ended. */
  readonly late: () => Promise<unknown>;
};

/** In place of an operation: the operation, or what the ordeal has for it. */
export const undergo = async (progress: Progress, operating: Operating): Promise<unknown> => {
  const { step, kind, isLast, work } = operating;
  Object.assign(progress, { reply: 'comes', waitsInVain: false });
  if (progress.diesNext) {
    progress.diesNext = false;
    return die(progress);
  }
  if (progress.fault.goesBack === true && isLast && kind === 'action' && step.name !== progress.step) throw new StepRefused('the sweep goes back');
  return step.name === progress.step ? happen(progress, operating) : work();
};

const happen = async (progress: Progress, { step, kind, work, late }: Operating): Promise<unknown> => {
  const attempt = (progress.attempts.get(kind) ?? 0) + 1;
  progress.attempts.set(kind, attempt);
  let times = 0;
  return progress.fault.happen({
    kind, step, attempt,
    work: async () => {
      times += 1;
      if (times > 1 && isByEvents(step.action)) progress.sentTwice += 1;
      return work();
    },
    die: () => die(progress),
    putOff: () => {
      progress.late.push(late);
      progress.waitsInVain = true;
    },
    loseReply: () => { progress.reply = 'is lost'; },
    dieAtReply: () => { progress.reply = 'kills the runner'; },
    dieNext: () => { progress.diesNext = attempt === 1; },
  });
};

import type { Settled } from '../libraries/library.ts';
import type { EventSite, Evidence } from '../model.ts';
import type { Value } from '../facts/value.ts';
import { ranBy } from './ran-by.ts';
import type { System } from './system.ts';
import type { Frame } from './term.ts';
import { trace, type Step } from './trace.ts';
import { useOf } from './use.ts';

export type Settlement = Pick<EventSite, 'ack' | 'onFailure' | 'settledBy'>;

const shown = ({ made: { site, frame } }: Step, note: string): Evidence => ({ file: frame.file.path, line: site.line, column: site.column, note });

const nameOf = (value: Value): string => (value.kind === 'member' ? value.name : '');

const forwards = /^(?:publish|sendToQueue|send|emit|add|produce|sendMessage)$/;
/** What may stand before an acknowledgement without being the work. */
const trivial = /^(?:parse|stringify|toString|log|info|debug|warn|error|verbose|trace|get\w*|from|now|startSpan|startActiveSpan|setAttributes?|inc|observe|startTimer|validate|safeParse|plainToInstance|String|Number)$/;

const isInCatch = ({ arms }: Step): boolean => arms.some(({ arm }) => arm === 'catch' || arm === 'finally');

/** Work is a function of the team's own, or a package that does something. */
const isWork = (system: System, { made }: Step): boolean => {
  const { callee } = made.site;
  const name = callee.kind === 'member' || callee.kind === 'reference' ? callee.name : '';
  if (trivial.test(name)) return false;
  if (ranBy(system.reducer, made) !== null) return true;
  const use = useOf(system.reducer, made);
  return use !== null && use.external.module !== 'global' && !/^(?:winston|pino|bunyan|log4js|@nestjs\/common|@opentelemetry\/|prom-client)/.test(use.external.module);
};

/** Whether a message that is given back comes again: true, false, or null where that depends. */
const comesAgain = ({ made: { site } }: Step, settled: Settled): boolean | null => {
  const name = nameOf(site.callee);
  const index = settled.requeueArgument[name];
  const given = index === undefined ? undefined : site.args[index];
  if (given === undefined) return index === undefined ? settled.discarded === 'requeue' : true;
  return given.kind === 'literal' && typeof given.value === 'boolean' ? given.value : null;
};

/** What is done when the work failed hands the message on, to another queue or once more to this one. */
const handingOn = (steps: readonly Step[]): Step | undefined => steps.find((step) => step.arms.some(({ arm }) => arm === 'catch') && forwards.test(nameOf(step.made.site.callee)));

const ofGivenBack = (failed: readonly Step[], settled: Settled, handed: Step | undefined): Settlement => {
  // Some are tried once more by hand, and what is left is rejected.
  if (handed !== undefined) return { ack: 'manual', onFailure: settled.discarded === 'dead-letter' ? 'dead-letter' : 'bounded-retry', settledBy: [shown(handed, 'hands a failing message on')] };
  const ways = new Set(failed.map((step) => comesAgain(step, settled)));
  const again = ways.has(true);
  const onFailure = ways.has(null) || ways.size > 1 ? 'bounded-retry' : again ? 'requeue' : settled.discarded;
  return { ack: 'manual', onFailure, settledBy: failed.slice(0, 1).map((step) => shown(step, again ? 'gives a failing message back, to come again' : 'rejects a failing message for good')) };
};

/** An error is caught and what stands after it goes on: the message is done with although the work failed. */
const isSwallowed = (done: readonly Step[], steps: readonly Step[]): boolean =>
  done.some((ack) => isInCatch(ack) || steps.some((step) => step.arms.some(({ arm, branch, leaves }) => arm === 'catch' && leaves === null && !ack.arms.some((one) => one.branch === branch))));

const isDone = (settled: Settled) => ({ made: { site } }: Step): boolean => settled.done.test(nameOf(site.callee));

/** The acknowledgement that comes before the work, and the work. */
const tooEarly = (system: System, steps: readonly Step[], settled: Settled): readonly [Step, Step] | null => {
  const done = isDone(settled);
  const first = steps.findIndex((step) => done(step) && !isInCatch(step) && step.arms.every(({ arm, leaves }) => arm === 'try' || leaves === null));
  const working = steps.findIndex((step) => isWork(system, step) && !done(step) && !settled.failed.test(nameOf(step.made.site.callee)));
  const [ack, work] = [steps[first], steps[working]];
  return ack === undefined || work === undefined || working < first || steps.slice(first + 1).some(done) ? null : [ack, work];
};

const ofCaught = (steps: readonly Step[], done: readonly Step[]): Settlement => {
  const forwarded = handingOn(steps);
  if (forwarded !== undefined) return { ack: 'manual', onFailure: 'dead-letter', settledBy: [shown(forwarded, 'hands a failing message on')] };
  return { ack: 'manual', onFailure: 'drop', settledBy: done.slice(-1).map((step) => shown(step, 'acknowledges the message although the work failed')) };
};

/** What becomes of messages by what the work of their consumer does; `ack` is `auto` where it acknowledges before it works. */
export const settlementOf = (system: System, work: readonly Frame[], settled: Settled): Settlement => {
  const steps = work.values().map((frame) => trace(system.reducer, frame, { enter: () => true })).find((one) => one.some(isDone(settled)));
  if (steps === undefined) return { ack: 'manual', onFailure: null, settledBy: [] };
  const done = steps.filter(isDone(settled));
  const early = tooEarly(system, steps, settled);
  if (early !== null) return { ack: 'auto', onFailure: null, settledBy: [shown(early[0], 'acknowledges the message'), shown(early[1], 'and does the work after it')] };
  const failed = steps.filter(({ made }) => settled.failed.test(nameOf(made.site.callee)));
  if (failed.length > 0) return ofGivenBack(failed, settled, handingOn(steps));
  if (isSwallowed(done, steps)) return ofCaught(steps, done);
  return { ack: 'manual', onFailure: settled.unsettled, settledBy: done.slice(0, 1).map((step) => shown(step, 'only a message whose work succeeds is acknowledged; nothing settles one that fails')) };
};

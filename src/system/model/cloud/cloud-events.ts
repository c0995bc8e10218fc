import type { Files } from '../../files.ts';
import type { EventSite } from '../../model.ts';
import type { Messaging } from '../events.ts';
import type { System } from '../system.ts';
import type { Frame } from '../term.ts';
import { trace } from '../trace.ts';
import { cloudFiles } from './cloud-files.ts';
import { ownersOf, worksIn } from './handlers.ts';
import { readLambdas, type Lambda, type Trigger } from './lambdas.ts';
import { declaredAs, readDeclared, type Declared } from './queues.ts';

/** A queue gives a message again until its work succeeds, or until its policy sends it elsewhere. */
const failing = (declared: readonly Declared[], channel: string | null): Pick<EventSite, 'onFailure' | 'settledBy'> => {
  const queue = channel === null ? null : declaredAs(declared, channel, 'queue');
  return queue === null ? { onFailure: null, settledBy: [] } : { onFailure: queue.deadLetters ? 'dead-letter' : 'requeue', settledBy: [{ file: queue.file, line: queue.line, note: queue.note }] };
};

const channelOf = (declared: readonly Declared[], { broker, source }: Trigger): string | null => {
  const found = source === null ? null : declaredAs(declared, source, broker === 'sns' ? 'topic' : 'queue');
  return found?.names.at(-1) ?? source;
};

/** The function catches what fails and ends as if nothing had: to the queue the message is done with. */
const isSwallowed = ({ reducer }: System, frame: Frame): boolean =>
  trace(reducer, frame, { enter: () => true }).some(({ arms, runs }) => runs.length === 1 && arms.some(({ arm, leaves }) => arm === 'catch' && leaves !== 'throw'));

const settledBy = (system: System, declared: readonly Declared[], { source }: Trigger, work: readonly Frame[]): Pick<EventSite, 'ack' | 'onFailure' | 'settledBy'> => {
  const found = failing(declared, source);
  return { ack: 'manual', ...found, onFailure: found.onFailure === 'requeue' && work.some((frame) => isSwallowed(system, frame)) ? 'drop' : found.onFailure };
};

const consumed = (system: System, declared: readonly Declared[], lambda: Lambda): readonly Messaging[] =>
  lambda.triggers.flatMap((trigger) => ownersOf(system, lambda).map(({ service }): Messaging => {
    const channel = channelOf(declared, trigger);
    const work = worksIn(system, lambda);
    const settled = trigger.broker === 'sqs' ? settledBy(system, declared, trigger, work) : { ack: null, onFailure: null, settledBy: [] };
    return { work, event: { service: service.name, direction: 'consume', broker: trigger.broker, channel, ...settled, byPlatform: true, file: lambda.file, line: trigger.line } };
  }));

/** What the files of a cloud add to what the code says: functions that messages run, and where messages go that fail. */
export const withCloud = (files: Files, system: System, coded: readonly Messaging[]): readonly Messaging[] => {
  const templates = cloudFiles(files, system);
  const declared = readDeclared(files, templates);
  const settled = coded.map((one): Messaging => {
    const { broker, direction, channel, onFailure } = one.event;
    if (broker !== 'sqs' || direction !== 'consume' || onFailure !== null) return one;
    const found = failing(declared, channel);
    return { ...one, event: { ...one.event, onFailure: found.onFailure, settledBy: [...one.event.settledBy, ...found.settledBy] } };
  });
  return [...settled, ...readLambdas(templates).flatMap((lambda) => consumed(system, declared, lambda))];
};

import type { ChannelModel } from 'amqplib';
import { listQueues, showLetters } from '../../operate/dead-letters/look.ts';
import { deadQueue, deadQueueOf, sourceQueue } from '../../operate/dead-letters/queue-names.ts';
import { dropLetters, replayLetters, type Choice, type Settled } from '../../operate/dead-letters/settle.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { prompt } from '../prompt.ts';
import { locateSystem, readSystem, requireServices } from '../read-system.ts';
import { answer } from '../steps/answer.ts';
import { lettersText, queuesText } from './print.ts';

/** What an action of `ms dlq` works with. */
export interface DeadLettersWork {
  readonly invocation: Invocation;
  /** Empty for `list`. */
  readonly queue: string;
  readonly ids: readonly string[];
  readonly withBroker: <Result>(work: (broker: ChannelModel) => Promise<Result>) => Promise<Result>;
}

/** AMQP has no way to ask for all queues, so the code of the system says which there are. */
const queuesOf = (invocation: Invocation): readonly string[] => {
  const system = readSystem(locateSystem(invocation.cwd, []), invocation);
  requireServices(system);
  const consumed = system.model.events.flatMap(({ service, direction, channel }) => (direction === 'consume' && channel !== null ? [deadQueueOf(service, channel)] : []));
  return [...new Set(consumed)].toSorted();
};

export const listAction = async ({ invocation, withBroker }: DeadLettersWork): Promise<ExitCode> => {
  const names = queuesOf(invocation);
  const queues = await withBroker((broker) => listQueues(broker, names));
  return answer(invocation, { queues }, queuesText(queues, Date.now()));
};

const limitOf = (value: unknown): number => {
  const limit = Number(value ?? 20);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new UserError(ExitCode.usage, `--limit ${String(value)} is no count`, 'Give a whole number above 0.');
};

export const showAction = async ({ invocation, queue, withBroker }: DeadLettersWork): Promise<ExitCode> => {
  const [name, limit] = [deadQueue(queue), limitOf(invocation.flags['limit'])];
  const letters = await withBroker((broker) => showLetters(broker, name, limit));
  return answer(invocation, { queue: name, letters }, lettersText(name, letters));
};

const choiceOf = ({ invocation: { flags }, queue, ids }: DeadLettersWork): Choice => {
  const all = flags['all'] === true;
  if (all !== (ids.length === 0)) throw new UserError(ExitCode.usage, 'name the letters by their ids, or take --all of them', '`ms dlq show <queue>` shows the ids.');
  return { queue: deadQueue(queue), ids: all ? 'all' : ids };
};

const told = (invocation: Invocation, { done, unknown }: Settled, text: string): ExitCode => {
  answer(invocation, { done, unknown }, `${String(done)} ${done === 1 ? 'letter' : 'letters'} ${text}`);
  if (unknown.length === 0) return ExitCode.done;
  invocation.terminal.err(`no letter has the id ${unknown.join(', ')}`);
  return ExitCode.failed;
};

export const replayAction = async (work: DeadLettersWork): Promise<ExitCode> => {
  const choice = choiceOf(work);
  const settled = await work.withBroker((broker) => replayLetters(broker, choice));
  return told(work.invocation, settled, `given back to ${sourceQueue(choice.queue)}.`);
};

/** Dropped is gone: without a terminal it takes `--yes`. */
const confirm = async ({ terminal, json, flags }: Invocation, { queue, ids }: Choice): Promise<boolean> => {
  if (flags['yes'] === true) return true;
  if (!terminal.interactive || json) throw new UserError(ExitCode.usage, 'what is dropped is gone, and there is no terminal to ask on', 'Add --yes.');
  const message = `Drop ${ids === 'all' ? 'all letters' : `${String(ids.length)} of the letters`} in ${queue} for good?`;
  return await prompt({ name: 'drop', type: 'confirm', message, describe: '', asked: true, default: false }, {}) === true;
};

export const dropAction = async (work: DeadLettersWork): Promise<ExitCode> => {
  const choice = choiceOf(work);
  if (!await confirm(work.invocation, choice)) return answer(work.invocation, { done: 0, unknown: [] }, 'nothing was dropped.');
  return told(work.invocation, await work.withBroker((broker) => dropLetters(broker, choice)), 'dropped.');
};

import { withBroker } from '../../operate/dead-letters/open-broker.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { dropAction, listAction, replayAction, showAction } from '../dead-letters/actions.ts';
import { locateSystem } from '../read-system.ts';
import { brokerUrl } from '../steps/running-parts.ts';

const actions = { list: listAction, show: showAction, replay: replayAction, drop: dropAction } as const;
type ActionName = keyof typeof actions;

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const [name, queue, ids = []] = invocation.args as readonly [ActionName, string | undefined, readonly string[] | undefined];
  if (name !== 'list' && queue === undefined) throw new UserError(ExitCode.usage, `ms dlq ${name} wants the name of a queue`, '`ms dlq list` shows them.');
  const { root } = locateSystem(invocation.cwd, []);
  return actions[name]({ invocation, queue: queue ?? '', ids, withBroker: (work) => withBroker(brokerUrl(root), work) });
};

export const command: CommandSpec = {
  name: 'dlq',
  summary: 'look at the events that could not be handled, give them back to their service, or drop them',
  arguments: [
    { name: '<action>', description: 'what to do', choices: Object.keys(actions) },
    { name: '[queue]', description: 'the queue, as `ms dlq list` shows it' },
    { name: '[ids...]', description: 'ids of letters to replay or to drop' },
  ],
  flags: [
    { flags: '--all', description: 'replay or drop all letters that are in the queue now' },
    { flags: '--limit <count>', description: 'letters to show, oldest first (default: 20)' },
    { flags: '--yes', description: 'drop without asking' },
  ],
  examples: ['ms dlq list', 'ms dlq show inventory.order.confirmed.v1', 'ms dlq replay inventory.order.confirmed.v1 --all', 'ms dlq drop inventory.order.confirmed.v1 6f1c0a7e-9d3b-4c55-8a52-0d4c2b6e1f10 --yes'],
  run,
};

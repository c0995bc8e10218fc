import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { findServices } from '../../dev/services.ts';
import { requireSystem } from '../../files/find-system.ts';
import { withDatabase } from '../../operate/sagas/open-database.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { listAction, resumeAction, retryAction, settleAction, showAction } from '../sagas/actions.ts';
import { databaseUrl } from '../steps/running-parts.ts';

const actions = { list: listAction, show: showAction, retry: retryAction, resume: resumeAction, settle: settleAction } as const;
type ActionName = keyof typeof actions;

/** @throws UserError (exit 2) for a service that is not there or keeps no data */
const requireDatabase = (root: string, service: string): void => {
  const services = findServices(root).filter(({ database }) => database).map(({ name }) => name);
  if (!services.includes(service)) throw new UserError(ExitCode.usage, `there is no service ${JSON.stringify(service)} with a database`, didYouMean(service, services));
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const [action, service, name, id] = invocation.args as readonly [ActionName, string, string | undefined, string | undefined];
  if (action !== 'list' && (name === undefined || id === undefined)) throw new UserError(ExitCode.usage, `ms saga ${action} wants the name and the id of a saga`, `\`ms saga list ${service}\` shows them.`);
  const root = requireSystem(invocation.cwd);
  requireDatabase(root, service);
  return withDatabase(service, databaseUrl(root, service), (query) => actions[action]({ invocation, query, service, name, id: id ?? '' }));
};

export const command: CommandSpec = {
  name: 'saga',
  summary: 'look at the sagas of a service, and get those going again that are parked',
  arguments: [
    { name: '<action>', description: 'what to do', choices: Object.keys(actions) },
    { name: '<service>', description: 'the service that runs them' },
    { name: '[name]', description: 'name of the saga' },
    { name: '[id]', description: 'id of the one' },
  ],
  flags: [{ flags: '--state <state>', description: 'list those in this state (default: open)', choices: ['open', 'all', 'running', 'compensating', 'completed', 'compensated', 'parked'] }],
  examples: ['ms saga list orders', 'ms saga list orders --state parked --json', 'ms saga show orders place-order 019aba5e-0000-7000-8000-000000000001', 'ms saga retry orders place-order 019aba5e-0000-7000-8000-000000000001'],
  run,
};

import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { contractFile, needText, type StandingSystem } from '../../standing-system.ts';
import { requireDatabase } from '../../require-database.ts';
import { contractPart, othersOf, type SagaAnswers } from './saga-names.ts';

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

const requireClients = (answers: SagaAnswers, { read }: StandingSystem): void => {
  const { home } = answers;
  const missing = othersOf(answers).map(({ name }) => name).filter((name) => read(`${home.path}/src/clients/${name}.ts`) === undefined);
  if (missing.length === 0) return;
  throw refused(`${home.name} has no client of ${missing.join(' and ')}`, `Add it first: ${missing.map((name) => `ms add-client ${home.name} ${name}`).join(' && ')}`);
};

/** A saga of that name that this command did not make. */
const requireFree = ({ name, home }: SagaAnswers, system: StandingSystem): void => {
  const { pascal } = nameForms(name);
  const isOurs = system.read(`${home.path}/src/sagas/${name}/steps.ts`) !== undefined && system.read(contractPart(home, name)) !== undefined;
  const keys = contractKeys(needText(system, contractFile(home)), 'routes');
  const isTaken = system.read(`${home.path}/src/sagas/${name}.ts`) !== undefined || keys.includes(`start${pascal}`) || keys.includes(`get${pascal}`);
  if (isTaken && !isOurs) throw refused(`${home.name} has a saga ${name} already, or routes of its name, and this command did not make them`, 'Choose another name.');
};

/** @throws UserError (exit 2 or 3) for a saga that can not be made */
export const requirePossible = (answers: SagaAnswers, system: StandingSystem): void => {
  const clash = answers.steps.find(({ name }) => name === answers.name || system.model.services.some((service) => service.name === name));
  if (clash !== undefined) throw new UserError(ExitCode.usage, `a step can not be called ${clash.name}: ${clash.name === answers.name ? 'the saga' : 'a service'} has that name`, 'Name it for what it does: reserve-stock.');
  requireDatabase(system, answers.home, 'is to keep a saga');
  for (const service of othersOf(answers)) requireDatabase(system, service, 'is to do a step, once for its key');
  requireClients(answers, system);
  requireFree(answers, system);
};

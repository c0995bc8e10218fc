import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { contractFile, needText, type StandingSystem } from '../../standing-system.ts';
import { requireDatabase } from '../../require-database.ts';
import { aggregateFolder, toldEvent, type AggregateAnswers } from './aggregate-names.ts';

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

/** An aggregate of that name that this command did not make, or made otherwise. */
const requireFree = (answers: AggregateAnswers, system: StandingSystem): void => {
  const { name, home, events } = answers;
  const { pascal } = nameForms(name);
  const isOurs = system.read(`${aggregateFolder(answers)}/events.ts`) !== undefined;
  const keys = contractKeys(needText(system, contractFile(home)), 'routes');
  const isTaken = system.read(`${home.path}/contract/src/v1/${name}.ts`) !== undefined || ['move', 'get', 'audit'].some((verb) => keys.includes(`${verb}${pascal}`));
  if (isTaken && !isOurs) throw refused(`${home.name} has something called ${name} already, with routes or a file of the contract, and this command did not make it`, 'Choose another name.');
  const missing = isOurs ? events.find((event) => system.read(`${aggregateFolder(answers)}/events/${event}.ts`) === undefined) : undefined;
  if (missing !== undefined) throw refused(`${home.name} has the aggregate ${name} already, without the event ${missing}`, `Add it by hand: ms add-event ${home.name} ${toldEvent(answers, missing)}, a file in ${aggregateFolder(answers)}/events, and its lines in events.ts and ${name}-stages.ts.`);
};

/** @throws UserError (exit 2 or 3) for an aggregate that can not be made */
export const requirePossible = (answers: AggregateAnswers, system: StandingSystem): void => {
  const { name, home, events } = answers;
  if (events.includes(name)) throw new UserError(ExitCode.usage, `an event can not be called ${name}: the aggregate has that name`, 'Name it for what has happened: placed.');
  requireDatabase(system, home, 'is to keep events');
  requireFree(answers, system);
};

import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { contractFile, needText, type StandingSystem } from '../../standing-system.ts';
import { requireDatabase } from '../../require-database.ts';
import { applyName, projectionFolder, type ProjectionAnswers } from './projection-names.ts';

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

/** A projection of that name that this command did not make. */
const requireFree = (answers: ProjectionAnswers, system: StandingSystem): void => {
  const { name, home } = answers;
  const { pascal } = nameForms(name);
  const isOurs = system.read(`${projectionFolder(answers)}/sources.ts`) !== undefined;
  const keys = contractKeys(needText(system, contractFile(home)), 'routes');
  const isTaken = system.read(`${home.path}/contract/src/v1/${name}.ts`) !== undefined || keys.includes(`get${pascal}`) || keys.includes(`list${pascal}`);
  if (isTaken && !isOurs) throw refused(`${home.name} has something called ${name} already, with routes or a file of the contract, and this command did not make it`, 'Choose another name.');
};

/** One subscription a type: two of them would take each other's events. */
const requireUnheard = ({ home, sources }: ProjectionAnswers, { model }: StandingSystem): void => {
  const types = new Set(sources.flatMap((source) => (source.from === 'contract' ? [source.type] : [])));
  const other = model.events.find(({ service, direction, channel, file }) => service === home.name && direction === 'consume' && channel !== null && types.has(channel) && !file.startsWith(`${home.path}/src/projections/`));
  if (other === undefined) return;
  throw refused(`${home.name} consumes ${other.channel ?? ''} already, in ${other.file}, and has one subscription for a type of event`, 'Keep the projection in another service, or take that consumer out and let the projection do its work.');
};

/** Names of the files and functions beside those of the events. */
const taken = (name: string): readonly string[] => ['rows', 'routes', 'sources', 'note', 'from-aggregate', 'from-contract', name];

/** @throws UserError (exit 2 or 3) for a projection that can not be made */
export const requirePossible = (answers: ProjectionAnswers, system: StandingSystem): void => {
  const { name, home, sources } = answers;
  const names = sources.map(applyName);
  if (names.includes(name)) throw new UserError(ExitCode.usage, `a projection can not be called ${name}: an event that it is made from has that name`, 'Name it for what is read: order-overview.');
  const odd = names.find((one) => !/^[a-z][a-z0-9-]*$/.test(one) || taken(name).includes(one));
  if (odd !== undefined) throw refused(`no file can be called after the event ${odd}`, 'Subscribe to it by hand: fromContract(…) in a list of sources.');
  requireDatabase(system, home, 'is to keep a read model');
  requireFree(answers, system);
  requireUnheard(answers, system);
};

import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import { messageStoreIn } from '../../edits/app-messages.ts';
import type { KnownEvent } from '../../event-reference.ts';
import { contractFile, contractPackage, needText, type StandingSystem } from '../../standing-system.ts';
import type { CacheAnswers } from './cache.ts';

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

/** Below `src/`: `events/inventory-stock-changed-v1.ts` */
export const consumerFile = ({ publisher, name, version }: Pick<KnownEvent, 'publisher' | 'name' | 'version'>): string => `events/${publisher.name}-${name}-v${String(version)}.ts`;

/** Whether the contract of a service gives one of its events to try with. */
export const hasExample = (system: StandingSystem, { publisher, symbol }: { readonly publisher: Service; readonly symbol: string }): boolean =>
  needText(system, contractFile(publisher)).includes(symbol);

/** The service forgets this cache after the event already: the command has been run before. */
export const forgetsAlready = ({ name, home }: Pick<CacheAnswers, 'name' | 'home'>, event: KnownEvent, { read }: StandingSystem): boolean =>
  read(`${home.path}/src/${consumerFile(event)}`)?.includes(`'../caches/${name}.ts'`) === true;

/** A service has one queue an event: two who take from it would have half of them each. */
const requireUnconsumed = (answers: CacheAnswers, event: KnownEvent, system: StandingSystem): void => {
  const { name, home } = answers;
  const other = system.model.events.find(({ service, direction, channel }) => service === home.name && direction === 'consume' && channel === event.type);
  if (other === undefined || forgetsAlready(answers, event, system)) return;
  throw refused(`${home.name} consumes ${event.type} already, in ${other.file}`, `Leave it out of --invalidated-by, and call ${nameForms(name).camel}Cache.forgetAll() there.`);
};

/** @throws UserError (exit 2 or 3) for a cache that can not be made */
export const requirePossible = (answers: CacheAnswers, system: StandingSystem): void => {
  const { home, invalidatedBy } = answers;
  contractPackage(system, home);
  const app = needText(system, `${home.path}/src/app.ts`);
  needText(system, `${home.path}/src/config.ts`);
  if (invalidatedBy.length === 0) return;
  if (messageStoreIn(app) === null) throw refused(`${home.name} takes no events: its src/app.ts has no \`const { inbox } = openMessages(service, db)\` and no \`const bus = connectBus(service)\``, 'Open its messages there and run the command again, or leave out --invalidated-by.');
  for (const event of invalidatedBy) requireUnconsumed(answers, event, system);
};

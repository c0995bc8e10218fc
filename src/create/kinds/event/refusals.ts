import { ExitCode, UserError } from '../../../shared/errors.ts';
import type { Service } from '../../../system/model.ts';
import { messageStoreIn, type MessageStore } from '../../edits/app-messages.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { contractFile, needStore, needText, type StandingSystem } from '../../standing-system.ts';
import { eventFile, eventType, type EventAnswers } from './event-names.ts';

const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

/** How a service takes part in messages; @throws UserError (exit 3) for one that does not. */
export const requireMessages = (system: StandingSystem, service: Service): MessageStore => {
  const path = `${service.path}/src/app.ts`;
  const store = messageStoreIn(needText(system, path));
  if (store === null) throw refused(`${service.name} neither publishes nor consumes: ${path} has no \`const { outbox } = openMessages(service, db)\` and no \`const bus = connectBus(service)\``, 'Open its messages there and run the command again.');
  if (store === 'postgres') needStore(system, service);
  return store;
};

/** The event is new or made by this command before, and a later version has the one that it replaces; @throws UserError (exit 3) */
export const requireFree = (answers: EventAnswers, system: StandingSystem): void => {
  const { publisher, event, version } = answers;
  const known = contractKeys(needText(system, contractFile(publisher)), 'events');
  const isKnown = (of: number): boolean => known.includes(eventType(answers, of));
  const isOurs = (of: number): boolean => isKnown(of) && system.read(eventFile(answers, of)) !== undefined;
  if (isKnown(version) && !isOurs(version)) {
    throw refused(`${publisher.name} has an event ${eventType(answers, version)} already, and this command did not make it`, 'Choose another name. To consume that one, subscribe in the consumer\'s src/events: `inbox.subscribe(…)`.');
  }
  if (version > 1 && !isOurs(version - 1)) {
    const earlier = version > 2 ? ` --version ${String(version - 1)}` : '';
    throw refused(`there is no ${eventType(answers, version - 1)} made by \`ms add-event\` that version ${String(version)} could replace`, `Add it first: ms add-event ${publisher.name} ${event}${earlier}`);
  }
};

/** Whoever publishes a version publishes the one before it, too: who takes both does everything twice; @throws UserError (exit 3) */
export const requireOneVersion = (answers: EventAnswers, consumer: Service, { model }: StandingSystem): void => {
  const own = eventType(answers, answers.version);
  const stem = own.slice(0, own.lastIndexOf('.v') + 2);
  const taken = model.events.flatMap(({ service, direction, channel }) => (service === consumer.name && direction === 'consume' && channel !== null ? [channel] : []));
  const other = taken.find((channel) => channel.startsWith(stem) && channel !== own);
  if (other === undefined) return;
  throw refused(`${consumer.name} consumes ${other} already: both versions tell of the same happening, so it would do everything twice`, `Take that consumer out of ${consumer.path}/src/app.ts and src/events first, and run the command again.`);
};

/** One subscription a type: a projection has it already, and would lose events to this one; @throws UserError (exit 3) */
export const requireNoProjection = (answers: EventAnswers, consumer: Service, { model }: StandingSystem): void => {
  const type = eventType(answers, answers.version);
  const taken = model.events.find(({ service, direction, channel, file }) => service === consumer.name && direction === 'consume' && channel === type && file.startsWith(`${consumer.path}/src/projections/`));
  if (taken !== undefined) throw refused(`${consumer.name} takes ${type} for a projection already, in ${taken.file}, and has one subscription for a type of event`, 'Do what is to be done in another service.');
};

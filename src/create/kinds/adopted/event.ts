import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import type { AdoptedSystem } from '../../adopted-system.ts';
import { groundOf, guestOf, type Guest } from './base.ts';
import { connectedText, consumerText, contractText, publisherText, type EventNames, type MessageStore } from './event-texts.ts';
import { serviceNames } from './names.ts';
import { startText, startWith } from './start.ts';

export interface AdoptedEvent {
  readonly publisher: Service;
  readonly event: string;
  readonly consumers: readonly Service[];
}

/** Files of an event, for who is told about them. */
export interface EventFiles {
  readonly type: string;
  readonly contract: string;
  readonly publisher: string;
  readonly consumers: readonly string[];
  /** One of each service that takes part. */
  readonly starts: readonly string[];
}

const namesOf = ({ publisher, event }: AdoptedEvent): EventNames => {
  const { file } = serviceNames(publisher);
  const { camel, pascal, kebab } = nameForms(`${file}-${event}-v1`);
  return { type: `${file}.${event}.v1`, file: kebab, camel, pascal, publisher: publisher.name };
};

const modules = { postgres: 'messages', bus: 'bus' } as const;

/** The way that was taken once stays; else a service with a Postgres of its own has outbox and inbox. */
const storeOf = ({ files, model }: AdoptedSystem, { service, path }: Guest): MessageStore => {
  if (files.read(path('messages')) !== undefined) return 'postgres';
  if (files.read(path('bus')) !== undefined) return 'bus';
  return model.stores.some(({ service: owner, engine, role }) => owner === service.name && engine === 'postgres' && role === 'primary') ? 'postgres' : 'bus';
};

const tables: ReadonlySet<string> = new Set(['outbox', 'inbox', 'inbox_redelivery']);

/** @throws UserError (exit 3) where a table of the service has the name of one of ours */
const requireTables = ({ model, files }: AdoptedSystem, { service, path }: Guest): void => {
  if (files.read(path('messages')) !== undefined) return;
  const taken = model.tables.find(({ service: owner, table }) => owner === service.name && tables.has(table));
  if (taken === undefined) return;
  throw new UserError(ExitCode.refused, `${service.name} has a table ${taken.table} already: ${taken.file}:${String(taken.line)}`, 'The chassis keeps events in tables of the names outbox, inbox and inbox_redelivery. It seems to have an outbox of its own; publish by that.');
};

/** @throws UserError (exit 3) where somebody else publishes or consumes an event of that type */
const requireFree = ({ model, files }: AdoptedSystem, { type }: EventNames, contract: string): void => {
  const other = model.events.find(({ channel }) => channel === type);
  if (other === undefined || files.read(contract) !== undefined) return;
  throw new UserError(ExitCode.refused, `there is an event ${type} already, and this command did not make it: ${other.file}:${String(other.line)}`, 'Choose another name.');
};

interface Part {
  readonly guest: Guest;
  readonly names: EventNames;
  /** `events/orders-shipped-v1`, and what is in it. */
  readonly own: readonly [name: string, text: (store: MessageStore) => string];
  /** What is called at the start. */
  readonly called: string | null;
}

const partPlan = (system: AdoptedSystem, { guest, names, own: [name, text], called }: Part): Plan => {
  const store = storeOf(system, guest);
  if (store === 'postgres') requireTables(system, guest);
  const own = guest.fresh({ [`contracts/${names.file}`]: contractText(names), [name]: text(store) });
  const shared = guest.fresh({ [modules[store]]: connectedText(store, guest.service.name), start: startText(modules[store]) });
  const start: readonly FileOperation[] = called === null ? [] : [{ kind: 'edit', path: guest.path('start'), template: 'adopted', edit: startWith(guest.dialect, called, `./${name}`) }];
  return { operations: own.length === 0 ? [] : [...own, ...shared, ...start, ...groundOf(system, guest)] };
};

/** Services of one package.json get the same tarball. */
const once = ({ operations }: Plan): Plan => {
  const seen = new Set<string>();
  return { operations: operations.filter(({ kind, path }) => kind === 'edit' || (!seen.has(path) && seen.add(path))) };
};

/** An event in files of its own, in the publisher and in each consumer. What is there stays as it is. */
export const adoptedEventPlan = (given: AdoptedEvent, system: AdoptedSystem): { readonly plan: Plan; readonly files: EventFiles } => {
  const names = namesOf(given);
  const publisher = guestOf(system, given.publisher);
  const consumers = given.consumers.map((service) => guestOf(system, service));
  const [contract, published, consumed] = [publisher.path(`contracts/${names.file}`), `events/${names.file}`, `events/on-${names.file}`];
  requireFree(system, names, contract);
  const plans = [
    partPlan(system, { guest: publisher, names, own: [published, (store) => publisherText(store, names)], called: null }),
    ...consumers.map((guest) => partPlan(system, { guest, names, own: [consumed, (store) => consumerText(store, names)], called: `consume${names.pascal}` })),
  ];
  return {
    plan: combine(once({ operations: plans.flatMap(({ operations }) => operations) })),
    files: { type: names.type, contract, publisher: publisher.path(published), consumers: consumers.map(({ path }) => path(consumed)), starts: [publisher, ...consumers].map(({ path }) => path('start')) },
  };
};

import { ExitCode, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/name-problem.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { Service } from '../system/model.ts';
import { contractKeys } from './edits/contract-entry.ts';
import { contractFile, needText, type StandingSystem } from './standing-system.ts';

/** An event of a contract of this system. */
export interface KnownEvent {
  readonly publisher: Service;
  /** As the contract has it: `inventory.stock-changed.v1` */
  readonly type: string;
  /** Its name without publisher and version: `stock-changed`. */
  readonly name: string;
  readonly version: number;
}

const versioned = /^(.*)\.v(\d+)$/;

const stemOf = (type: string): string => versioned.exec(type)?.[1] ?? type;
const versionOf = (type: string): number => Number(versioned.exec(type)?.[2] ?? 1);

const eventsOf = (system: StandingSystem, publisher: Service): readonly KnownEvent[] =>
  contractKeys(needText(system, contractFile(publisher)), 'events').map((type) => {
    const stem = stemOf(type);
    const name = (stem.startsWith(`${publisher.name}.`) ? stem.slice(publisher.name.length + 1) : stem).replaceAll(/[^A-Za-z0-9]+/g, '-');
    return { publisher, type, name, version: versionOf(type) };
  });

/** Under which references an event is found: its type, with and without version, and with its publisher before it where the type does not begin with that. */
const referencesOf = ({ publisher, type }: KnownEvent): readonly string[] =>
  [type, stemOf(type)].flatMap((reference) => (reference.startsWith(`${publisher.name}.`) ? [reference] : [reference, `${publisher.name}.${reference}`]));

/** The versions of an event in the contract of one service, the newest first. */
export const versionsOf = (system: StandingSystem, publisher: Service, reference: string): readonly KnownEvent[] =>
  eventsOf(system, publisher).filter((event) => referencesOf(event).includes(reference)).toSorted((a, b) => b.version - a.version);

const publishersOf = ({ model, read }: StandingSystem): readonly Service[] => model.services.filter((service) => service.node && read(contractFile(service)) !== undefined);

/**
 * `inventory.stock-changed` is the newest version of it, or the one that is `taken` already, so that the same command twice means the same;
 * `inventory.stock-changed.v1` is that one. @throws UserError (exit 2) with the nearest one
 */
export const requireEvent = (system: StandingSystem, reference: string, taken: (event: KnownEvent) => boolean = () => false): KnownEvent => {
  const publishers = publishersOf(system);
  const versions = publishers.flatMap((publisher) => versionsOf(system, publisher, reference)).toSorted((a, b) => b.version - a.version);
  const found = versions.find(taken) ?? versions[0];
  if (found !== undefined) return found;
  const known = [...new Set(publishers.flatMap((publisher) => eventsOf(system, publisher).map(({ type }) => stemOf(type))))];
  throw new UserError(ExitCode.usage, `no contract of this system has an event ${quoted(reference)}`, known.length === 0 ? 'Make it first: ms add-event <service> <event>.' : didYouMean(reference, known));
};

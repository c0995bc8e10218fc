import { ExitCode, UserError } from '../../../shared/errors.ts';
import { quoted } from '../../../shared/name-problem.ts';
import { didYouMean } from '../../../shared/nearest.ts';
import type { Service } from '../../../system/model.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { versionsOf } from '../../event-reference.ts';
import { contractFile, contractPackage, needText, requireService, type StandingSystem } from '../../standing-system.ts';
import { applyName, projectionFolder, type OwnSource, type ProjectionAnswers, type ProjectionSource, type ToldSource } from './projection-names.ts';

const how = 'Write --from "orders.order-placed, payment.charged": a service and an event of its contract.';
const wrong = (what: string, hint = how): UserError => new UserError(ExitCode.usage, what, hint);
const refused = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

type Named = Pick<ProjectionAnswers, 'name' | 'home'>;

interface Asked {
  readonly text: string;
  readonly service: Service;
  /** `order-placed` of `orders.order-placed` */
  readonly event: string;
}

const theirDatabase = ({ name }: Service, table: string): UserError => refused(
  `${table === '' ? name : `${table} of ${name}`} is no event: a projection is made from what services tell, and never from another one's database`,
  `A read model on tables of ${name} would break whenever they change. Have it tell: ms add-event ${name} <event>, and take that with --from.`,
);

const ask = (system: StandingSystem, text: string): Asked => {
  const [name = '', ...rest] = text.split('.');
  const isWhole = rest.length === 0;
  if (isWhole && !system.model.services.some((service) => service.name === name)) throw wrong(`${quoted(text)} is no event`);
  const service = requireService(system, name);
  if (isWhole) throw theirDatabase(service, '');
  return { text, service, event: rest.join('.') };
};

/** The version of an event that the projection has already, else the newest. */
const told = (system: StandingSystem, answers: Named, { text, service }: Asked): ToldSource | null => {
  contractPackage(system, service);
  const versions = versionsOf(system, service, text).map(({ type }): ToldSource => ({ from: 'contract', service, type }));
  return versions.find((source) => system.read(`${projectionFolder(answers)}/${applyName(source)}.ts`) !== undefined) ?? versions[0] ?? null;
};

/** `order-placed` is `placed` of an aggregate order, where the service keeps one. */
const own = ({ read }: StandingSystem, home: Service, { service, event }: Asked): OwnSource | null => {
  if (service !== home) return null;
  const words = event.replace(/\.v\d+$/, '').split('-');
  const splits = words.map((_, index) => ({ aggregate: words.slice(0, index).join('-'), event: words.slice(index).join('-') })).slice(1);
  const found = splits.find((split) => read(`${home.path}/src/aggregates/${split.aggregate}/events/${split.event}.ts`) !== undefined);
  return found === undefined ? null : { from: 'aggregate', ...found };
};

const unknown = (system: StandingSystem, { text, service, event }: Asked): UserError => {
  const table = event.replaceAll('-', '_');
  if (system.model.tables.some((use) => use.service === service.name && use.table === table)) return theirDatabase(service, table);
  const types = contractKeys(needText(system, contractFile(service)), 'events').map((type) => (type.startsWith(`${service.name}.`) ? type : `${service.name}.${type}`));
  return wrong(`${service.name} tells of no ${quoted(event)}`, types.length === 0 ? `It tells of nothing yet. Add it first: ms add-event ${service.name} ${event}` : didYouMean(text, types));
};

/** @throws UserError (exit 2) for what is no list of events, unknown ones and such that come twice; (exit 3) for what is another service's database */
export const findSources = (system: StandingSystem, answers: Named, list: string): readonly ProjectionSource[] => {
  const texts = list.split(',').map((part) => part.trim());
  if (texts.some((text) => text === '')) throw wrong(list.trim() === '' ? 'a projection is made from events, and none is given' : `there is an empty name in ${quoted(list)}`);
  const sources = texts.map((text) => {
    const asked = ask(system, text);
    const source = own(system, answers.home, asked) ?? told(system, answers, asked);
    if (source === null) throw unknown(system, asked);
    return source;
  });
  const names = sources.map(applyName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrong(`${twice} is given twice`);
  return sources;
};

import type { Kysely, Transaction } from 'kysely';
import type { Service } from '../service/service.ts';
import { aggregateMetrics, type AggregateMetrics } from './aggregate-metrics.ts';
import { aggregateTablesIn } from './aggregate-tables.ts';
import { append, check, keepSnapshot, queueUp } from './append.ts';
import type { AggregateDefinition, EventKinds, EventOf } from './define-aggregate.ts';
import { history, type HistoryEntry, type HistoryPage } from './history.ts';
import { load, type Loaded } from './load.ts';
import { LostRace, VersionConflict } from './version-conflict.ts';

/** An event that is written, and who it is for everybody who hears of it. */
export type AppendedEvent<Event> = {
  readonly event: Event;
  readonly version: number;
  /** What an outbox wants to know: the same event always has the same id, and those of one aggregate keep their order. */
  readonly attributes: { readonly id: string; readonly key: string };
};

export type HandleOptions = {
  /** What the caller believes it to be at. */
  readonly expectedVersion?: number | undefined;
};

export type Decided<State, Event> = Loaded<State> & {
  /** Empty where the command changed nothing. */
  readonly events: readonly Event[];
};

type Handle<State, Command, Event> = (id: string, command: Command, options?: HandleOptions) => Promise<Decided<State, Event>>;

/** Aggregates of one definition. */
export type Aggregates<State, Command, Event, Database> = {
  /**
   * In a transaction of its own, which is repeated when another one was faster.
   * @throws VersionConflict (409) when it is not at the version that was expected; whatever `decide` throws
   */
  readonly handle: Handle<State, Command, Event>;
  /** In the caller's transaction, which is his to repeat: a VersionConflict may come from a race, too, and then nothing else can be done in it. */
  readonly within: (trx: Transaction<Database>) => { readonly handle: Handle<State, Command, Event> };
  readonly load: (id: string) => Promise<Loaded<State>>;
  readonly history: (id: string, page: HistoryPage) => Promise<readonly HistoryEntry[]>;
};

/** In the transaction of the append: what goes into an outbox here goes out with the commit. */
type PublishEvent<Event, Database> = (trx: Transaction<Database>, id: string, appended: AppendedEvent<Event>) => Promise<void>;

export type AggregateOptions<Kinds extends EventKinds, Database> = {
  /** By type of event; what has none stays in the service. */
  readonly publish?: { readonly [Type in keyof Kinds & string]?: PublishEvent<Extract<EventOf<Kinds>, { readonly type: Type }>, Database> };
};

export type OpenAggregates<Database> = {
  readonly register: <State, Command, const Kinds extends EventKinds>(
    definition: AggregateDefinition<State, Command, Kinds>,
    options?: AggregateOptions<Kinds, Database>,
  ) => Aggregates<State, Command, EventOf<Kinds>, Database>;
};

/** Races that one command may lose before it gives up; from the first on it queues up, so the others are few. */
const mostTries = 20;

/** Aggregates that are kept as their events, in the service's own database; `aggregateTables` must be among its migrations. */
export const openAggregates = <Database>(service: Pick<Service, 'metrics'>, db: Kysely<Database>): OpenAggregates<Database> => {
  const metrics = aggregateMetrics(service);
  const names = new Set<string>();
  return {
    register: (definition, options = {}) => {
      const { name } = definition;
      if (names.has(name)) throw new Error(`Aggregate ${name} is registered twice.`);
      names.add(name);
      const decide = decider({ definition, options, metrics });
      return {
        handle: async (id, command, given) => again(metrics, name, async (isRepeated) => db.transaction().execute(async (trx) => {
          if (isRepeated) await queueUp(aggregateTablesIn(trx), { aggregate: name, id });
          return decide(trx, { id, command, ...given });
        })),
        within: (trx) => ({ handle: async (id, command, given) => decide(trx, { id, command, ...given }) }),
        load: async (id) => load(aggregateTablesIn(db), definition, id),
        history: async (id, page) => history(aggregateTablesIn(db), { aggregate: name, id, ...page }),
      };
    },
  };
};

/** A race is not the caller's: what he expected is looked at again, and then the conflict is his. */
const again = async <Result>(metrics: AggregateMetrics, name: string, work: (isRepeated: boolean) => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(tries > 1);
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
      metrics.lostRace(name);
      if (tries === mostTries) throw error;
    }
  }
};

type Asked<Command> = HandleOptions & { readonly id: string; readonly command: Command };
type DeciderParts<State, Command, Kinds extends EventKinds, Database> = {
  readonly definition: AggregateDefinition<State, Command, Kinds>;
  readonly options: AggregateOptions<Kinds, Database>;
  readonly metrics: AggregateMetrics;
};

/** Reads what it is, decides, and writes what follows. */
const decider = <State, Command, Kinds extends EventKinds, Database>({ definition, options: { publish }, metrics }: DeciderParts<State, Command, Kinds, Database>) =>
  async (trx: Transaction<Database>, { id, command, expectedVersion }: Asked<Command>): Promise<Decided<State, EventOf<Kinds>>> => {
    const { name: aggregate, events: kinds, decide, evolve, snapshot } = definition;
    const tables = aggregateTablesIn(trx);
    const before = await load(tables, definition, id);
    if (expectedVersion !== undefined && expectedVersion !== before.version) throw new VersionConflict({ aggregate, id, expectedVersion, currentVersion: before.version });
    const checked = decide(before.state, command).map((event) => check(kinds, event));
    const events = checked.map(({ event }) => event);
    if (events.length === 0) return { ...before, events };
    await append(tables, { aggregate, id, version: before.version, events: checked });
    const [state, version] = [events.reduce(evolve, before.state), before.version + events.length];
    if (snapshot !== undefined && Math.floor(version / snapshot.every) > Math.floor(before.version / snapshot.every)) await keepSnapshot(tables, { aggregate, id, version, form: snapshot.version, state });
    for (const [index, event] of events.entries()) {
      const own = before.version + index + 1;
      metrics.appended(aggregate, event.type);
      await publish?.[event.type]?.(trx, id, { event, version: own, attributes: { id: `${aggregate}/${id}/${own}`, key: id } });
    }
    return { state, version, events };
  };

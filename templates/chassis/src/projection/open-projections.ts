import type { Kysely } from 'kysely';
import type { Inbox } from '../messages/inbox.ts';
import type { Service } from '../service/service.ts';
import { every } from '../store/upkeep.ts';
import type { ContractSource, ProjectionDefinition, Source } from './define-projection.ts';
import { liveSchema, prepare } from './generation.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { startProjector } from './projector.ts';
import { receive } from './receive.ts';

export type Projection<Tables> = {
  /** The live tables. To be read; what writes them is the projection. */
  readonly rows: Kysely<Tables>;
};

export type Projections = {
  /** Before the service's start. */
  readonly register: <Tables>(definition: ProjectionDefinition<Tables>) => Projection<Tables>;
};

export type ProjectionsOptions<Database> = {
  /** For events of contracts. */
  readonly inbox: Inbox<Database>;
};

type ProjectionsHost = Pick<Service, 'log' | 'metrics' | 'onStart' | 'onClose'>;

const measureEveryMs = 5_000;
/** Should an instance of another version have put its own in the place of this one, as one that was started again in the middle of a deployment does: the last one that runs wins. */
const prepareEveryMs = 60_000;

/** Read models in the service's own database, made from what has happened; `projectionTables` must be among its migrations. */
export const openProjections = <Database>(service: ProjectionsHost, db: Kysely<Database>, { inbox }: ProjectionsOptions<Database>): Projections => {
  const definitions = new Map<string, ProjectionDefinition<never>>();
  const own = db as unknown as Kysely<unknown>;
  const metrics = projectionMetrics(service);
  service.onStart(async () => {
    const all = [...definitions.values()];
    const prepareAll = async (): Promise<void> => { for (const definition of all) await prepare(own, definition); };
    const measureAll = async (): Promise<void> => { for (const definition of all) await metrics.measure(own, definition); };
    await prepareAll();
    await measureAll();
    for (const source of toReceive(all)) await receive(inbox as unknown as Inbox<unknown>, source);
    const projectors = all.map((definition) => startProjector({ db: own, log: service.log, metrics }, definition));
    const timers = [
      every(measureEveryMs, service.log, measureAll),
      every(prepareEveryMs, service.log, prepareAll),
    ];
    service.onClose('workers', async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(projectors.map(({ stop }) => stop()));
    });
  });
  return {
    register: (definition) => {
      if (definitions.has(definition.name)) throw new Error(`Projection ${definition.name} is registered twice.`);
      definitions.set(definition.name, definition as unknown as ProjectionDefinition<never>);
      return { rows: db.withSchema(liveSchema(definition)) as never };
    },
  };
};

const isContract = (source: Source<never>): source is ContractSource<never> => source.from === 'contract';

/** One subscription a type, for all read models of the service. */
const toReceive = (definitions: readonly ProjectionDefinition<never>[]): readonly ContractSource<never>[] =>
  [...new Map(definitions.flatMap(({ on }) => on.filter(isContract)).map((source) => [source.type, source])).values()];

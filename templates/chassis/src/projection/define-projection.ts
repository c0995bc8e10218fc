import type { Kysely } from 'kysely';
import type { AggregateDefinition, EventKinds, EventOf } from '../aggregate/define-aggregate.ts';
import type { EventData, ServiceContract } from '../contract/contract.ts';

/** Something that has happened, as a read model sees it. */
export type ProjectedEvent<Data = unknown> = {
  /** `placed` of an own aggregate, `payment.charged.v1` of others. */
  readonly type: string;
  /** What it is about: the aggregate's id; of others' events their key, and their own id where they have none. Those of one key come in their order. */
  readonly key: string;
  readonly data: Data;
  readonly at: Date;
};

/** Writes what follows from an event. Once each: it is committed together with how far the model is. What it reads and writes is `rows`, and nothing else. */
export type Apply<Data, Tables> = (event: ProjectedEvent<Data>, rows: Kysely<Tables>) => Promise<void>;

type Applied<Tables> = { readonly type: string; readonly apply: Apply<never, Tables> };

/** Events of an aggregate of the service itself: with all that has happened before the model was there. */
export type AggregateSource<Tables> = Applied<Tables> & { readonly from: 'aggregate'; readonly aggregate: string; readonly kinds: EventKinds };
/** Events of contracts, by way of the inbox: from when the model was there on. */
export type ContractSource<Tables> = Applied<Tables> & { readonly from: 'contract'; readonly contract: ServiceContract };

export type Source<Tables> = AggregateSource<Tables> | ContractSource<Tables>;

export const fromAggregate = <State, Command, Kinds extends EventKinds, Type extends keyof Kinds & string, Tables>(
  { name, events }: Pick<AggregateDefinition<State, Command, Kinds>, 'name' | 'events'>,
  type: Type,
  apply: Apply<Extract<EventOf<Kinds>, { readonly type: Type }>['data'], Tables>,
): AggregateSource<Tables> => ({ from: 'aggregate', aggregate: name, kinds: events, type, apply });

export const fromContract = <Contract extends ServiceContract, Type extends keyof Contract['events'] & string, Tables>(contract: Contract, type: Type, apply: Apply<EventData<Contract, Type>, Tables>): ContractSource<Tables> =>
  ({ from: 'contract', contract, type, apply });

export type ProjectionDefinition<Tables> = {
  readonly name: string;
  /** Raised when other rows shall follow from the same events: then it is built again beside the one that runs, and takes its place. */
  readonly version: number;
  /** Makes the tables, by `db.schema`, which is a database schema of their own; raw SQL would not know it. */
  readonly create: (db: Kysely<unknown>) => Promise<void>;
  readonly on: readonly Source<Tables>[];
};

/** @throws Error for two sources of one event: their effects would have no order */
export const defineProjection = <Tables>(definition: ProjectionDefinition<Tables>): ProjectionDefinition<Tables> => {
  const names = definition.on.map((source) => (source.from === 'aggregate' ? `${source.aggregate} ${source.type}` : source.type));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Projection ${definition.name} takes ${twice} twice.`);
  return definition;
};

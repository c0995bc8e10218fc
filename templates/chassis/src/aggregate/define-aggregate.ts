import type { z, ZodType } from 'zod';
import { everyUpcaster } from './upcast.ts';

/** A kind of event that an aggregate keeps. */
export type EventKind<Data = unknown> = {
  /** Of the schema; raised when `data` changes in a way that what is kept does not fit any more. */
  readonly version: number;
  readonly data: ZodType<Data>;
  /** By version: what makes data of the next version out of it. `{ 1: (data) => ({ ...data, currency: 'EUR' }) }` */
  readonly upcasters?: Readonly<Record<number, (data: never) => unknown>>;
};

export type EventKinds = Readonly<Record<string, EventKind>>;

/** `{ type, data }` of one of the kinds. */
export type EventOf<Kinds extends EventKinds> = { [Type in keyof Kinds & string]: { readonly type: Type; readonly data: z.output<Kinds[Type]['data']> } }[keyof Kinds & string];

export type SnapshotOptions<State> = {
  /** Events from one to the next. */
  readonly every: number;
  /** Of the state's form: raised when `evolve` gives another state for the same events. */
  readonly version: number;
  /** What does not fit is passed over. JSON must be able to hold it. */
  readonly state: ZodType<State>;
};

export type AggregateDefinition<State, Command, Kinds extends EventKinds> = {
  readonly name: string;
  readonly events: Kinds;
  /** What it is before its first event. */
  readonly initial: State;
  /** Pure. The events that follow from a command: none where it changes nothing. @throws Problem for what cannot be done */
  readonly decide: (state: State, command: Command) => readonly EventOf<Kinds>[];
  /** Pure. */
  readonly evolve: (state: State, event: EventOf<Kinds>) => State;
  readonly snapshot?: SnapshotOptions<State>;
};

/** @throws Error for an event whose older versions cannot all be read */
export const defineAggregate = <State, Command, const Kinds extends EventKinds>(definition: AggregateDefinition<State, Command, Kinds>): AggregateDefinition<State, Command, Kinds> => {
  for (const [type, kind] of Object.entries(definition.events)) everyUpcaster(`${definition.name} ${type}`, kind);
  return definition;
};

type Foldable<State, Event> = { readonly initial: State; readonly evolve: (state: State, event: Event) => State };

/** The state after events, from the first one on. */
export const replay = <State, Event>({ initial, evolve }: Foldable<State, Event>, events: readonly Event[]): State => events.reduce(evolve, initial);

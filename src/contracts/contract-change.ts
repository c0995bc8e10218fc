import type { SchemaChange } from './schema/change.ts';

/** What a change is about. A route is known by how it was called before: that is what consumers do. */
export type Subject =
  | { readonly kind: 'route'; readonly name: string; readonly method: string; readonly path: string }
  | { readonly kind: 'event'; readonly name: string }
  /** `orders.v1.OrderService/GetOrder` */
  | { readonly kind: 'rpc'; readonly name: string };

export type ChangeCode =
  | 'route-removed' | 'route-added' | 'route-renamed' | 'route-moved' | 'request-changed' | 'answer-changed' | 'status-removed' | 'status-added'
  | 'caller-must-be-known' | 'caller-need-not-be-known' | 'repetition-unsafe' | 'repetition-safe'
  | 'event-removed' | 'event-added' | 'event-changed'
  | 'rpc-removed' | 'rpc-added' | 'rpc-moved' | 'rpc-changed';

/** One difference between two states of a contract. */
export interface ContractChange {
  readonly subject: Subject;
  readonly code: ChangeCode;
  /** Breaking: a consumer that was right before is wrong now, without a change of its own. */
  readonly breaking: boolean;
  /** `body.lines[].sku`, `201.status`, `data.reason`; null where the change is about the whole. */
  readonly place: string | null;
  /** A predicate about the place or, without one, about the subject: `is new and required`. */
  readonly what: string;
}

/** Who makes the values: what consumers `give` must be taken as before, what they `read` must hold what it held. */
export type Direction = 'given' | 'read';

const breaks: Readonly<Record<SchemaChange['effect'], readonly Direction[]>> = {
  narrowed: ['given'],
  widened: ['read'],
  extended: [],
  defaulted: ['given'],
  changed: ['given', 'read'],
};

/** What changes of a schema mean to consumers; what a reader is told instead of nothing is none of its business. */
export const asContractChanges = (changes: readonly SchemaChange[], direction: Direction, about: Pick<ContractChange, 'subject' | 'code'>): readonly ContractChange[] => changes
  .filter(({ effect }) => !(effect === 'defaulted' && direction === 'read'))
  .map(({ place, effect, what }) => ({ ...about, breaking: breaks[effect].includes(direction), place, what }));

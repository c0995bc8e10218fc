import { asContractChanges, type ContractChange, type Subject } from './contract-change.ts';
import type { AsyncApi } from './documents.ts';
import { compareSchemas } from './schema/compare-schemas.ts';
import type { JsonSchema } from './schema/json-schema.ts';

const payloads = ({ channels }: AsyncApi): ReadonlyMap<string, JsonSchema> =>
  new Map(Object.entries(channels).flatMap(([type, { messages }]) => Object.values(messages).map(({ payload }) => [type, payload] as const)));

const about = (name: string): { readonly subject: Subject; readonly code: 'event-changed' } => ({ subject: { kind: 'event', name }, code: 'event-changed' });

/** What became of the events that a service tells others. A version is an event of its own. */
export const compareEvents = (before: AsyncApi, after: AsyncApi): readonly ContractChange[] => {
  const [old, now] = [payloads(before), payloads(after)];
  const changed = [...old].flatMap(([name, schema]): readonly ContractChange[] => {
    const current = now.get(name);
    if (current === undefined) return [{ ...about(name), code: 'event-removed', breaking: true, place: null, what: 'is gone' }];
    return asContractChanges(compareSchemas({ before: { schema, document: before }, after: { schema: current, document: after }, place: 'data', seen: [] }), 'read', about(name));
  });
  const added = [...now.keys()].filter((name) => !old.has(name));
  return [...changed, ...added.map((name) => ({ ...about(name), code: 'event-added' as const, breaking: false, place: null, what: 'is new' }))];
};

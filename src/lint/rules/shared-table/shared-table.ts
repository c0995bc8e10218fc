import { compareText } from '../../../shared/compare-text.ts';
import type { TableUse } from '../../../system/shape-model.ts';
import type { Model } from '../../../system/model.ts';
import type { NotEvaluable, Positive, Rule } from '../../rule.ts';
import { databaseOwners } from '../../evidence/databases.ts';
import { note, pairsOf, sortedNames } from '../../evidence/subjects.ts';

/** One table and a place in each of two services that names it. */
type Both = readonly [TableUse, TableUse];

/** The first place in each service, by its name. */
const onePerService = (uses: readonly TableUse[]): readonly TableUse[] =>
  [...new Map(uses.toReversed().map((use) => [use.service, use])).values()].toSorted((a, b) => compareText(a.service, b.service));

const sharedTables = (uses: readonly TableUse[]): readonly Both[] => {
  const groups = Map.groupBy(uses.filter(({ identity }) => identity !== null), ({ engine, identity, table }) => `${engine} ${identity} ${table}`);
  return [...groups.values()].flatMap((group) => pairsOf(onePerService(group)));
};

const shown = 3;

const toPositive = (shared: readonly Both[]): readonly Positive[] => {
  const tables = shared.map(([{ table }]) => table).toSorted(compareText);
  const more = tables.length > shown ? ` and ${tables.length - shown} more` : '';
  const evidence = shared.slice(0, shown).flatMap((both) => both.map((use) => note(use, `${use.service} names ${use.table}`)));
  const [at] = evidence;
  const services = sortedNames(shared[0]?.map(({ service }) => service) ?? []);
  const [first = '', second = ''] = services;
  return at === undefined ? [] : [{ verdict: 'positive', messageId: 'same-table', data: { first, second, tables: `${tables.slice(0, shown).join(', ')}${more}` }, services, at, related: evidence }];
};

/** A table of the same name in a database that is not known could be the same one. */
const unresolved = (uses: readonly TableUse[]): readonly NotEvaluable[] =>
  [...Map.groupBy(uses, ({ table }) => table).values()].flatMap((group) => {
    const open = group.find(({ identity }) => identity === null);
    return open === undefined || !group.some(({ service }) => service !== open.service) ? [] : [{ verdict: 'not-evaluable', services: [open.service], reason: `which database holds ${open.table} is not known` }];
  });

export const sharedTable = {
  id: 'shared-table',
  tier: 'error',
  subject: 'pair',
  messages: {
    'same-table': {
      problem: '{first} and {second} use the same tables: {tables}',
      help: 'Give each table one owner. The other service asks it, or follows its events and keeps a copy of what it needs.',
    },
  },
  check: (model: Model) => {
    const owners = databaseOwners(model);
    const uses = model.tables.filter(({ service }) => owners.has(service));
    const pairs = Map.groupBy(sharedTables(uses), (both) => sortedNames(both.map(({ service }) => service)).join(' '));
    return [...[...pairs.values()].flatMap(toPositive), ...unresolved(uses)];
  },
} as const satisfies Rule;

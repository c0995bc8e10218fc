import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import type { TableFact } from '../../libraries/library.ts';
import { handedModel } from '../sequelize-models.ts';
import type { System } from '../system.ts';
import { moduleFrame, type Frame, type Term } from '../term.ts';
import type { Entities } from './entities.ts';
import { namedAt, type NamedTable } from './named-table.ts';

/** Lists of everything that a connection knows: who gives such a list has not asked for a table yet. */
const inventories = new Set(['entities', 'models', 'schema', 'synchronize', 'imports', 'providers', 'exports']);

/** The names in a value that may stand for an entity. */
const references = (value: Value, depth = 0): readonly Value[] => {
  if (depth > 3) return [];
  switch (value.kind) {
    case 'reference':
      return [value];
    case 'member':
      return [value, ...references(value.of, depth)];
    case 'array':
      return value.items.flatMap((item) => references(item, depth + 1));
    case 'object':
      return value.entries.flatMap(([name, entry]) => (inventories.has(name) ? [] : references(entry, depth + 1)));
    default:
      return [];
  }
};

const base = ({ callee }: CallSite): readonly Value[] => (callee.kind === 'member' ? references(callee.of) : callee.kind === 'reference' ? [callee] : []);

/** What a name stands for can be an entity, or hold some: a module, an object. */
const leadsTo = (entities: Entities, term: Term): boolean =>
  term.kind === 'namespace' || term.kind === 'object' || (term.kind === 'either' && term.options.some((option) => leadsTo(entities, option))) || entities.tableOf(term) !== null;

/** Names that stand for an entity of another file, or lead to some: what is imported, and what the module takes out of that. */
const nameable = (system: System, entities: Entities, file: FileFacts): ReadonlySet<string> => {
  const local = [...(file.functions[0]?.locals ?? [])].filter(([, value]) => value.kind === 'member' || value.kind === 'reference').map(([name]) => name);
  const names = [...file.bindings.keys(), ...local];
  return new Set(names.filter((name) => leadsTo(entities, system.reducer.reduce({ kind: 'reference', line: 1, name }, moduleFrame(file)))));
};

const headOf = (value: Value): string => {
  const head = value.kind === 'member' ? value.of : value;
  return head.kind === 'reference' ? head.name : '';
};

const tablesAt = (system: System, entities: Entities, { site, frame, names }: { readonly site: CallSite; readonly frame: Frame; readonly names: ReadonlySet<string> }): readonly TableFact[] =>
  [...base(site), ...site.args.flatMap((arg) => references(arg))].filter((value) => names.has(headOf(value))).flatMap((value) => entities.tableOf(system.reducer.reduce(value, frame)) ?? []);

/** Calls that are made on an entity of another file or are handed one: `Order.findAll()`, `db.select().from(orders)`, `@InjectRepository(Order)`. */
export const readReferences = (system: System, entities: Entities): readonly NamedTable[] =>
  [...byName(system, entities), ...byImport(system, entities)];

/** Models of Sequelize that are kept by name: `db.order.findAll({ include: [db.line] })`. */
const byName = (system: System, entities: Entities): readonly NamedTable[] =>
  (system.uses.get('sequelize') ?? []).filter(({ external }) => external.path.startsWith('.Sequelize#.define().')).flatMap(({ external, frame, site }) => {
    const handed = site.args.flatMap((arg) => references(arg)).flatMap((value) => handedModel(system.reducer, frame.file, value) ?? []);
    return [external, ...handed].flatMap((model) => entities.tableOf(model) ?? []).map((fact) => namedAt(fact, frame, site));
  });

const byImport = (system: System, entities: Entities): readonly NamedTable[] =>
  system.files.flatMap((file) => {
    const names = nameable(system, entities, file);
    if (names.size === 0) return [];
    return file.calls.flatMap((site) => {
      const frame = { ...moduleFrame(file), inside: site.inside };
      return tablesAt(system, entities, { site, frame, names }).map((fact) => namedAt(fact, frame, site));
    });
  });

import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { TableFact } from '../../libraries/library.ts';
import { tableLibraries } from '../../libraries/tables.ts';
import type { System } from '../system.ts';
import { moduleFrame, nothingKnown, type Term } from '../term.ts';
import { useOf, type Use } from '../use.ts';
import { namedAt, type NamedTable } from './named-table.ts';

/** What stands for a table elsewhere: classes, and what calls such as `pgTable(…)` give. */
export interface Entities {
  readonly tableOf: (term: Term) => TableFact | null;
  /** Where they are made; calls that only name a table are among them. */
  readonly named: readonly NamedTable[];
}

const classKey = (file: FileFacts, id: number): string => `${file.path}#${id}`;

const mappedTo = ({ reducer }: System, file: FileFacts, id: number): TableFact | null => {
  const found = file.classes[id];
  if (found === undefined) return null;
  const frame = moduleFrame(file);
  const decorators = found.decorators.flatMap((call): readonly Use[] => {
    const site = file.calls[call];
    const use = site === undefined ? null : useOf(reducer, { site, frame });
    return use === null ? [] : [use];
  });
  const parent = found.extends === null ? null : reducer.reduce(found.extends, frame);
  if (decorators.length === 0 && parent?.kind !== 'external') return null;
  const staticProperty = (name: string): Term => {
    const property = found.statics.get(name);
    return property?.value == null ? nothingKnown('it is not set') : reducer.reduce(property.value, { ...frame, inside: property.inside });
  };
  const mapped = { name: found.name ?? '', decorators, parent: parent?.kind === 'external' ? parent : null, staticProperty };
  return tableLibraries.flatMap((library) => library.mapped?.(mapped) ?? [])[0] ?? null;
};

/** Every class that is mapped to a table and every call that names one. */
export const readEntities = (system: System): Entities => {
  const classes = new Map<string, TableFact>();
  const calls = new Map<CallSite, TableFact>();
  const named: NamedTable[] = [];
  for (const file of system.files) {
    file.classes.forEach((found, id) => {
      const fact = mappedTo(system, file, id);
      if (fact === null) return;
      classes.set(classKey(file, id), fact);
      named.push(namedAt(fact, { file }, { line: found.line, column: 1 }));
    });
  }
  for (const library of tableLibraries) {
    for (const use of library.match === undefined ? [] : library.modules.flatMap((module) => system.uses.get(module) ?? [])) {
      const fact = library.match?.(use) ?? null;
      if (fact === null) continue;
      if (!('family' in fact)) {
        named.push(...fact.map((one) => namedAt(one, use.frame, use.site)));
        continue;
      }
      calls.set(use.site, fact);
      named.push(namedAt(fact, use.frame, use.site));
      const { callee } = use.site;
      const made = callee.kind === 'member' ? use.reducer.reduce(callee.of, use.frame) : null;
      if (made?.kind === 'class') classes.set(classKey(made.file, made.id), fact);
    }
  }
  const tableOf = (term: Term): TableFact | null => {
    if (term.kind === 'class') return classes.get(classKey(term.file, term.id)) ?? null;
    if (term.kind !== 'external') return null;
    const made = term.made.find(({ site }) => calls.has(site));
    return made === undefined ? null : (calls.get(made.site) ?? null);
  };
  return { tableOf, named };
};

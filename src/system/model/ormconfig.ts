import { readJsonFacts } from '../facts/read-json.ts';
import type { Value } from '../facts/value.ts';
import { engineIn, located } from '../libraries/connections/options.ts';
import { baseOf, folderOf, isWithin } from '../paths.ts';
import { readYaml, type Yaml } from '../workspace/yaml.ts';
import type { ToldStore } from './prisma.ts';
import type { Owner, System } from './system.ts';
import { foundTerm } from './reducer.ts';
import { moduleFrame, type Term } from './term.ts';
import { itemsOf, type Use } from './use.ts';

const asksForFile = /^\.(?:createConnections?|getConnectionOptions|ConnectionOptionsReader#\.\w+|TypeOrmModule\.forRoot)$/;

/** Calls of TypeORM that are given nothing and so read `ormconfig.*` where the program runs. */
const asking = (system: System): readonly Use[] =>
  ['typeorm', '@nestjs/typeorm'].flatMap((module) => system.uses.get(module) ?? []).filter(({ external, site }) => asksForFile.test(external.path) && site.args.length === 0);

const yamlValue = ({ line, text, entries, items }: Yaml): Value => {
  if (entries.length > 0) return { kind: 'object', line, spreads: [], entries: entries.map(([name, one]) => [name, yamlValue(one)]) };
  return items.length > 0 ? { kind: 'array', line, items: items.map(yamlValue) } : { kind: 'literal', line, value: text };
};

/** What such a file says: JSON and YAML as they are, code by what it exports. */
const contents = (system: System, file: string): Term | null => {
  const program = system.reducer.program.files.get(file);
  if (program !== undefined) return foundTerm(system.reducer, system.reducer.program.exported(program, 'default'));
  const text = system.settings.find((one) => one.file === file)?.text;
  if (text === undefined) return null;
  const facts = readJsonFacts(file, file.endsWith('.json') ? text : '{}');
  const [document] = file.endsWith('.json') ? [] : readYaml(text);
  const value = document === undefined ? facts.exports.get('=') : yamlValue(document);
  return value === undefined ? null : system.reducer.reduce(value, moduleFrame(facts));
};

/** The file nearest above the program, in its service or at the root. */
const fileFor = (system: System, { service }: Owner): string | undefined => {
  const files = [...system.settings.map(({ file }) => file), ...system.files.map(({ path }) => path)].filter((path) => /^ormconfig\.(?:json|ya?ml|[cm]?[jt]s)$/.test(baseOf(path)));
  const above = files.filter((path) => isWithin(service.path, folderOf(path)) || folderOf(path) === '.');
  return above.toSorted((a, b) => folderOf(b).length - folderOf(a).length)[0];
};

/** Databases that TypeORM is told of by a file and not by the code. */
export const readOrmConfigStores = (system: System): readonly ToldStore[] =>
  asking(system).flatMap((use) => system.owners(use.frame.file.path).flatMap((owner) => {
    const file = fileFor(system, owner);
    const term = file === undefined ? null : contents(system, file);
    const options = term === null ? [] : term.kind === 'array' ? itemsOf(system.reducer, term) : [term];
    return options.filter(({ kind }) => kind === 'object').map((one) => ({ made: { site: use.site, frame: use.frame }, owner, fact: { engine: engineIn(use, one, ['type']) ?? 'sql', role: 'primary' as const, ...located(use, one) }, told: [] }));
  }));

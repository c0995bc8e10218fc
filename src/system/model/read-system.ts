import type { FileFacts } from '../facts/file-facts.ts';
import type { SourceFacts } from '../facts/source-facts.ts';
import { readJsonFacts } from '../facts/read-json.ts';
import type { Files } from '../files.ts';
import type { Coverage } from '../model.ts';
import { readProtos } from '../workspace/protos.ts';
import type { Deployed, Workspace } from '../workspace/workspace.ts';
import { ranBy } from './ran-by.ts';
import { createDirectory } from './directory.ts';
import { enter } from './kept.ts';
import { createResolve, type Resolve } from './modules.ts';
import { createOwners, productionFiles } from './ownership.ts';
import { readHandedCalls, type HandedCall } from './handed-calls.ts';
import { listenedPorts } from './ports.ts';
import { createProgram } from './program.ts';
import { createReducer } from './reduce.ts';
import { readSources } from './read-sources.ts';
import type { Reducer } from './reducer.ts';
import type { System } from './system.ts';
import { functionKey, type Made } from './term.ts';
import { useOf, type Use } from './use.ts';

/** JSON that code imports is part of the program, too. */
const importedData = (files: Files, facts: ReadonlyMap<string, FileFacts>, resolve: Resolve): readonly (readonly [string, FileFacts])[] => {
  const paths = [...facts.values()].flatMap((file) => file.imports.flatMap(({ specifier }) => {
    const target = specifier.startsWith('.') ? resolve(file.path, specifier) : null;
    return target?.kind === 'file' && target.path.endsWith('.json') ? [target.path] : [];
  }));
  return [...new Set(paths)].map((path) => [path, readJsonFacts(path, files.read(path) ?? '')]);
};

const withPorts = (deployed: readonly Deployed[], ports: ReturnType<typeof listenedPorts>): readonly Deployed[] =>
  deployed.map((one) => ({ ...one, service: { ...one.service, ports: [...new Set([...one.service.ports, ...(ports.get(one.service) ?? [])])].toSorted((a, b) => a - b) } }));

interface Traffic {
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly callers: ReadonlyMap<string, readonly Made[]>;
  readonly handed: readonly Made[];
  readonly handedCalls: readonly HandedCall[];
}

const constructorOf = (file: FileFacts, id: number): number | undefined => file.classes[id]?.methods.get('constructor');

/** Sorts every call of the tree: to outside packages by package, to own functions by function. */
const readTraffic = (reducer: Reducer, files: readonly FileFacts[]): Traffic => {
  const uses = new Map<string, Use[]>();
  const callers = new Map<string, Made[]>();
  const handed: Made[] = [];
  for (const file of files) {
    for (const site of file.calls) {
      const made: Made = { site, frame: { file, inside: site.inside, self: null, bound: null } };
      const term = reducer.reduce(site.callee, made.frame);
      const ran = ranBy(reducer, made);
      if (ran !== null) enter(callers, functionKey(ran.file, ran.inside), made);
      const id = term.kind === 'class' ? constructorOf(term.file, term.id) : undefined;
      if (term.kind === 'class' && id !== undefined) enter(callers, functionKey(term.file, id), made);
      const use = useOf(reducer, made);
      if (term.kind === 'parameter') handed.push(made);
      if (use !== null) enter(uses, use.external.module, use);
    }
  }
  return { uses, callers, handed, handedCalls: readHandedCalls(reducer, callers, handed) };
};

/** Parses what runs in production and follows every name in it. */
export const readSystem = (files: Files, { services, packages, infrastructure }: Workspace, factsOf: SourceFacts): { readonly system: System; readonly coverage: Coverage } => {
  const resolve = createResolve(files, packages);
  const { facts, coverage } = readSources({ paths: productionFiles(files, services), services: services.map(({ service }) => service), loads: services.flatMap(({ loads }) => loads), resolve, facts: factsOf });
  const program = createProgram(new Map([...facts, ...importedData(files, facts, resolve)]), resolve);
  const reducer = createReducer(program);
  const owners = createOwners(program, services);
  const all = [...facts.values()];
  const deployed = withPorts(services, listenedPorts({ files: all, owners, reducer }));
  const byPath = new Map(deployed.map((one) => [one.service.path, one]));
  const system: System = {
    deployed, packages, reducer, infrastructure, ...readTraffic(reducer, all),
    files: all.filter(({ path }) => owners(path).length > 0),
    owners: (path) => owners(path).flatMap(({ service }) => byPath.get(service.path) ?? []),
    protos: readProtos(files),
    sealed: files.paths.filter((path) => /(?:^|\/)\.env\.vault$|\.enc\.(?:ya?ml|env|json)$|(?:^|\/)(?:sealed-?secrets?|secrets\.enc)[\w.-]*$/.test(path)),
    settings: files.paths.filter((path) => /(?:^|\/)(?:ormconfig\.(?:json|ya?ml)|gateway\.config\.(?:json|ya?ml)|[\w.-]*supergraph[\w.-]*\.(?:ya?ml|graphql)|[\w.-]*(?:openapi|swagger)[\w.-]*\.(?:ya?ml|json))$/i.test(path)).map((file) => ({ file, text: files.read(file) ?? '' })),
    schemas: files.paths.filter((path) => path.endsWith('.prisma')).map((file) => ({ file, text: files.read(file) ?? '' })),
    directory: createDirectory(deployed.map(({ service }) => service), new Set(infrastructure.flatMap(({ hosts }) => hosts))),
  };
  return { system, coverage };
};

import { compareText } from '../../shared/compare-text.ts';
import type { CallSite, ClassFacts, FileFacts } from '../facts/file-facts.ts';
import type { Route } from '../model.ts';
import { protoName, type Implementation } from './grpc.ts';
import { joinPath } from './http-routes.ts';
import type { Owner, System } from './system.ts';
import { moduleFrame, symbolOf, type Frame, type Term } from './term.ts';
import { textOf, type Text } from './text.ts';
import { argument, itemsOf, property } from './use.ts';

/** A handler that a decorator declares. */
export interface Declared {
  readonly route: Route;
  readonly owner: Owner;
  /** What it answers to, for messages and events. */
  readonly pattern: Term | null;
  readonly event: boolean;
  /** The method that answers. */
  readonly runs: Frame;
  /** The method of a proto service that it is. */
  readonly implements: Implementation | null;
}

export interface Decorator {
  readonly name: string;
  readonly module: string;
  readonly site: CallSite;
  readonly file: FileFacts;
}

/** Of Nest; inversify-express-utils has the same idea under other names: `@controller`, `@httpGet`. */
const verbs: Readonly<Record<string, string>> = { Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Head: 'HEAD', Options: 'OPTIONS', All: 'ALL', Sse: 'GET' };
const verbOf = ({ name, module }: Decorator): string | undefined => {
  if (['@nestjs/common', 'routing-controllers', 'tsoa', '@tsoa/runtime'].includes(module)) return verbs[name];
  // LoopBack writes them small, where Nest has its parameter decorators.
  if (module === '@loopback/rest') return verbs[name === 'del' ? 'Delete' : `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`];
  return module === 'inversify-express-utils' && name.startsWith('http') ? verbs[name.slice('http'.length)] : undefined;
};
const messages = new Set(['MessagePattern', 'EventPattern']);

export const decoratorsOf = (system: System, file: FileFacts, ids: readonly number[]): readonly Decorator[] =>
  ids.flatMap((id) => {
    const site = file.calls[id];
    const term = site === undefined ? null : system.reducer.reduce(site.callee, moduleFrame(file));
    return site === undefined || term?.kind !== 'external' ? [] : [{ name: symbolOf(term).slice(term.module.length + 1), module: term.module, site, file }];
  });

const told = (system: System, { site, file }: Decorator, index = 0): Term => argument({ site, frame: moduleFrame(file), reducer: system.reducer }, index);

const texts = (system: System, term: Term, owner: Owner): readonly string[] => {
  if (term.kind === 'unknown') return [''];
  return (term.kind === 'array' ? itemsOf(system.reducer, term) : [term]).map((one) => textOf(one, owner.environment).text);
};

/** What the whole of a service's HTTP interface is under: `setGlobalPrefix`, `enableVersioning`. */
export interface Globals {
  readonly prefix: string;
  readonly versioned: { readonly file: string; readonly line: number } | null;
  readonly version: string | null;
}

export const readGlobals = (system: System, owner: Owner): Globals => {
  const own = system.files.filter(({ path }) => system.owners(path).includes(owner));
  const callsOf = (name: string) => own.flatMap((file) => file.calls.filter(({ callee }) => callee.kind === 'member' && callee.name === name).map((site) => ({ file, site, first: argument({ site, frame: { ...moduleFrame(file), inside: site.inside }, reducer: system.reducer }, 0) })));
  const prefix = callsOf('setGlobalPrefix').at(-1);
  const versioning = callsOf('enableVersioning').at(-1);
  const [version = '{}'] = versioning === undefined ? [] : texts(system, property(system.reducer, versioning.first, 'defaultVersion'), owner);
  return {
    prefix: prefix === undefined ? '' : textOf(prefix.first, owner.environment).text,
    versioned: versioning === undefined ? null : { file: versioning.file.path, line: versioning.site.line },
    version: version === '{}' || version === '' ? null : version,
  };
};

interface Controller {
  readonly paths: readonly string[];
  readonly version: string | null;
}

const controllerOf = (system: System, decorators: readonly Decorator[], owner: Owner): Controller | null => {
  const found = decorators.find(({ name, module }) => /^(?:[cC]ontroller|JsonController)$/.test(name) || (name === 'Route' && module.includes('tsoa')) || (name === 'api' && module === '@loopback/rest'));
  if (found === undefined) return null;
  const first = told(system, found);
  const path = first.kind === 'object' ? property(system.reducer, first, found.name === 'api' ? 'basePath' : 'path') : first;
  const [version = ''] = texts(system, property(system.reducer, first, 'version'), owner);
  return { paths: texts(system, path, owner), version: version === '' || version === '{}' ? null : version };
};

export const versionIn = (path: string): string | null => /(?:^|\/)(v\d+)(?:[./]|$)/i.exec(path)?.[1]?.toLowerCase() ?? null;

interface Handler {
  readonly system: System;
  readonly owner: Owner;
  readonly globals: Globals;
  readonly controller: Controller | null;
  readonly decorators: readonly Decorator[];
  readonly className: string;
  readonly method: string;
}

/** `@GrpcMethod('Orders', 'Find')`; what is not said are the names of the class and of its method. */
const grpcMethod = ({ system, owner, method, className }: Handler, decorator: Decorator): Omit<Declared, 'runs'> => {
  const { site, file } = decorator;
  const [service, asked] = [told(system, decorator), told(system, decorator, 1)].map((term) => (term.kind === 'unknown' ? null : (protoName(system, term) ?? textOf(term, owner.environment).text)));
  const name = asked ?? method.replace(/^./, (first) => first.toUpperCase());
  const proto = service ?? className;
  const place = { file: file.path, line: site.line, column: site.column };
  return { owner, pattern: null, event: false, implements: { proto, owner, method: name, ...place }, route: { ...place, service: owner.service.name, method: 'GRPC', path: `${proto}/${name}`, version: null, kind: 'grpc' } };
};

const declaredBy = (around: Handler, decorator: Decorator): readonly Omit<Declared, 'runs'>[] => {
  const { system, owner, globals, controller, decorators } = around;
  const { name, module, site, file } = decorator;
  const base = { service: owner.service.name, file: file.path, line: site.line, column: site.column };
  const verb = verbOf(decorator);
  const home = controller ?? (module === '@loopback/rest' ? { paths: [''], version: null } : null);
  if (verb !== undefined && home !== null) {
    const own = decorators.find((one) => one.name === 'Version');
    const version = (own === undefined ? home.version : (texts(system, told(system, own), owner)[0] ?? null)) ?? globals.version;
    return home.paths.flatMap((outer) => texts(system, told(system, decorator), owner).map((inner) => {
      const path = joinPath(globals.prefix, globals.versioned !== null && version !== null ? `v${version.replace(/^v/, '')}` : '', outer, inner);
      return { owner, pattern: null, event: false, implements: null, route: { ...base, method: verb, path, version: versionIn(path) ?? version, kind: 'http' } };
    }));
  }
  if (messages.has(name)) {
    const patterns = told(system, decorator);
    return (patterns.kind === 'array' ? itemsOf(system.reducer, patterns) : [patterns]).map((pattern) => ({ owner, pattern, event: name === 'EventPattern', implements: null, route: { ...base, method: 'MESSAGE', path: readPattern(system, pattern, owner).text, version: null, kind: 'message' } }));
  }
  if (name === 'GrpcMethod' || name === 'GrpcStreamMethod') return [grpcMethod(around, decorator)];
  const isGraph = module === '@nestjs/graphql' && ['Query', 'Mutation', 'ResolveReference'].includes(name);
  return isGraph ? [{ owner, pattern: null, event: false, implements: null, route: { ...base, method: name.toUpperCase(), path: '/graphql', version: null, kind: 'graphql' } }] : [];
};

/** A message pattern as text: `{ cmd: 'sum' }` is `{"cmd":"sum"}`, as Nest compares them. */
export const readPattern = (system: System, pattern: Term, owner: Owner): Text => {
  if (pattern.kind !== 'object') return textOf(pattern, owner.environment);
  const entries = pattern.value.entries.map(([key]) => [key, textOf(property(system.reducer, pattern, key), owner.environment)] as const).toSorted(([a], [b]) => compareText(a, b));
  const texts = entries.map(([, text]) => text);
  return {
    text: JSON.stringify(Object.fromEntries(entries.map(([key, { text }]) => [key, text]))),
    evidence: texts.flatMap(({ evidence }) => evidence), missing: texts.flatMap(({ missing }) => missing), parameters: texts.flatMap(({ parameters }) => parameters),
  };
};

const ofClass = (system: System, { file, found }: { readonly file: FileFacts; readonly found: ClassFacts }, globals: (owner: Owner) => Globals): readonly Declared[] =>
  system.owners(file.path).flatMap((owner) => {
    const controller = controllerOf(system, decoratorsOf(system, file, found.decorators), owner);
    return [...found.methods].flatMap(([method, id]) => {
      const decorators = decoratorsOf(system, file, file.functions[id]?.decorators ?? []);
      const runs: Frame = { ...moduleFrame(file), inside: id };
      return decorators.flatMap((decorator) => declaredBy({ system, owner, globals: globals(owner), controller, decorators, className: found.name ?? '', method }, decorator)).map((declared) => ({ ...declared, runs }));
    });
  });

/** Handlers of Nest: HTTP with prefix and version, messages, events, gRPC, GraphQL. */
export const readNestHandlers = (system: System): readonly Declared[] => {
  const known = new Map<Owner, Globals>();
  const globals = (owner: Owner): Globals => {
    const found = known.get(owner) ?? readGlobals(system, owner);
    known.set(owner, found);
    return found;
  };
  return system.files.flatMap((file) => file.classes.flatMap((found) => (found.methods.size === 0 ? [] : ofClass(system, { file, found }, globals))));
};

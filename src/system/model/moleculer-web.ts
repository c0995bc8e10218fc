import { compareText } from '../../shared/compare-text.ts';
import type { Call, Guards, Route, Site } from '../model.ts';
import { once } from '../once.ts';
import { joinPath } from './http-routes.ts';
import { serviceSchemas, type ServiceSchema } from './moleculer-schemas.ts';
import { versionIn } from './nest.ts';
import type { System } from './system.ts';
import type { Term } from './term.ts';
import { textOf } from './text.ts';
import { entriesOf, isSet, itemsOf, property } from './use.ts';

/** One way through a gateway of Moleculer: what it serves, and the action that it calls for it. */
interface Passage extends Site {
  readonly gateway: ServiceSchema;
  readonly method: string;
  readonly path: string;
  readonly action: string;
  readonly to: ServiceSchema | null;
}

const textIn = (term: Term): string => {
  const { text, missing } = textOf(term, []);
  return missing.length > 0 ? '' : text;
};

/** `v2.users` for version 2 of `users`. */
const fullName = (system: System, { schema, name }: ServiceSchema): string => {
  const version = textIn(property(system.reducer, schema, 'version'));
  return version === '' ? name : `${/^\d/.test(version) ? `v${version}` : version}.${name}`;
};

const isGateway = (system: System, { schema }: ServiceSchema): boolean =>
  [property(system.reducer, schema, 'mixins'), schema].some((term) => itemsOf(system.reducer, term).some((one) => one.kind === 'external' && one.module === 'moleculer-web'));

const matches = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('**', '\0').replaceAll('*', '[^.]*').replaceAll('\0', '.*')}$`).test(action);

const isAllowed = (system: System, route: Term, action: string): boolean => {
  const list = itemsOf(system.reducer, property(system.reducer, route, 'whitelist'));
  return list.length === 0 || list.some((one) => one.kind !== 'text' || matches(one.value, action));
};

/** `GET /:id`, `{ method, path }`, or several of them. */
const restOf = (system: System, rest: Term): readonly { readonly method: string; readonly path: string }[] => {
  if (rest.kind === 'array') return itemsOf(system.reducer, rest).flatMap((one) => restOf(system, one));
  if (rest.kind === 'text') {
    const [, method = 'ALL', path = ''] = /^(?:([A-Z]+)\s+)?(.*)$/.exec(rest.value) ?? [];
    return [{ method, path }];
  }
  if (rest.kind !== 'object') return [];
  const [method, path] = ['method', 'path'].map((name) => textIn(property(system.reducer, rest, name)));
  return [{ method: method === undefined || method === '' ? 'ALL' : method.toUpperCase(), path: path ?? '' }];
};

interface Alias {
  readonly method: string;
  readonly path: string;
  readonly action: string;
  readonly to: ServiceSchema;
}

/** What services say of themselves for gateways that ask: `rest` of their actions, under `settings.rest`. */
const aliasesOf = (system: System, to: ServiceSchema): readonly Alias[] => {
  const { reducer } = system;
  const name = fullName(system, to);
  const told = textIn(property(reducer, property(reducer, to.schema, 'settings'), 'rest'));
  const base = told === '' ? name.replaceAll('.', '/') : told;
  return entriesOf(reducer, property(reducer, to.schema, 'actions')).flatMap(([key, action]) =>
    action.kind === 'object' && isSet(reducer, action, 'rest') ? restOf(system, property(reducer, action, 'rest')).map((one) => ({ method: one.method, path: joinPath(base, one.path), action: `${name}.${key}`, to })) : []);
};

const restful = [['GET', '', 'list'], ['GET', ':id', 'get'], ['POST', '', 'create'], ['PUT', ':id', 'update'], ['PATCH', ':id', 'patch'], ['DELETE', ':id', 'remove']] as const;

const actionOf = (system: System, term: Term): string => {
  if (term.kind === 'array') return itemsOf(system.reducer, term).map((one) => actionOf(system, one)).findLast((one) => one !== '') ?? '';
  const text = term.kind === 'object' ? textIn(property(system.reducer, term, 'action')) : term.kind === 'text' ? term.value : '';
  return text.replace(/^\w+:/, '');
};

const placeOf = (route: Term, name: string, fallback: Site): Site => {
  const value = route.kind === 'object' ? route.value.entries.find(([key]) => key === name)?.[1] : undefined;
  return route.kind === 'object' && value !== undefined ? { file: route.frame.file.path, line: value.line } : fallback;
};

interface Gate {
  readonly gateway: ServiceSchema;
  readonly route: Term;
  readonly base: string;
  readonly at: Site;
}

/** Aliases that the gateway lists: `'POST /': 'media.save'`, `'REST users': 'users'`. */
const written = (system: System, { gateway, route, base, at }: Gate): readonly Passage[] => {
  const aliases = property(system.reducer, route, 'aliases');
  const byName = new Map(serviceSchemas(system).map((one) => [fullName(system, one), one]));
  return entriesOf(system.reducer, aliases).flatMap(([key, term]) => {
    const action = actionOf(system, term);
    const [, verb = 'ALL', path = ''] = /^(?:([A-Z]+)\s+)?(.*)$/.exec(key) ?? [];
    const place = placeOf(aliases, key, at);
    if (action === '') return [];
    const passage = (method: string, behind: string, name: string): Passage => ({ gateway, method, path: joinPath(base, path, behind), action: name, to: byName.get(name.split('.').slice(0, -1).join('.')) ?? null, ...place });
    return verb === 'REST' ? restful.map(([method, behind, name]) => passage(method, behind, `${action}.${name}`)) : [passage(verb, '', action)];
  });
};

const automatic = (system: System, { gateway, route, base, at }: Gate): readonly Passage[] => {
  const on = property(system.reducer, route, 'autoAliases');
  if (on.kind !== 'flag' || on.value !== true) return [];
  const place = placeOf(route, 'autoAliases', at);
  return serviceSchemas(system).flatMap((one) => aliasesOf(system, one)).filter(({ action }) => isAllowed(system, route, action))
    .map(({ method, path, action, to }) => ({ gateway, method, path: joinPath(base, path), action, to, ...place }));
};

const readPassages = (system: System): readonly Passage[] => serviceSchemas(system).filter((one) => isGateway(system, one)).flatMap((gateway) => {
  const settings = property(system.reducer, gateway.schema, 'settings');
  const at: Site = gateway.schema.kind === 'object' ? { file: gateway.schema.frame.file.path, line: gateway.schema.value.line } : { file: '', line: 1 };
  return itemsOf(system.reducer, property(system.reducer, settings, 'routes')).flatMap((route) => {
    const base = joinPath(textIn(property(system.reducer, settings, 'path')), textIn(property(system.reducer, route, 'path')));
    const gate: Gate = { gateway, route, base, at: placeOf(route, 'path', at) };
    return [...written(system, gate), ...automatic(system, gate)];
  });
});

const passagesOf = once(readPassages);

/** A gateway calls each service that it leads to: once for each alias that it lists, once for each service that it asks for aliases. Several actions behind one place have no one path. */
export const gatewayCalls = (system: System, defaults: (service: string, client: string) => Partial<Guards>): readonly Call[] => {
  const others = passagesOf(system).flatMap((one) => (one.to === null || one.to.owner.service === one.gateway.owner.service ? [] : [{ ...one, service: one.to.owner.service }]));
  const places = [...Map.groupBy(others, (one) => `${one.file}:${one.line} ${one.service.name}`).values()].flatMap((group) => group.slice(0, 1).map((one) => ({ ...one, path: new Set(group.map(({ action }) => action)).size > 1 ? null : one.action })));
  return places.toSorted((a, b) => compareText(a.service.name, b.service.name)).map(({ gateway, service, path, file, line }): Call => {
    const { timeout = false, breaker = false, retry = false } = defaults(gateway.owner.service.name, 'moleculer');
    return {
      from: gateway.owner.service.name, to: service.name, toKind: 'service', client: 'moleculer-web', method: null, path, timeout, breaker, retry,
      inLoop: false, resolvedBy: [], unresolved: null, handlers: [], file, line, column: 1,
    };
  });
};

/** What the gateways serve. */
export const gatewayRoutes = (system: System): readonly Route[] => passagesOf(system).map(({ gateway, method, path, file, line }) => ({ service: gateway.owner.service.name, method, path, version: versionIn(path), kind: 'http', file, line }));

/** Actions answer messages under the name of their service. */
export const actionRoutes = (system: System): readonly Route[] => serviceSchemas(system).flatMap((one) => {
  const name = fullName(system, one);
  return entriesOf(system.reducer, property(system.reducer, one.schema, 'actions')).flatMap(([key, term]) => {
    const at = term.kind === 'object' ? { file: term.frame.file.path, line: term.value.line } : term.kind === 'function' ? { file: term.frame.file.path, line: term.frame.file.functions[term.frame.inside]?.line ?? 1 } : null;
    return at === null ? [] : [{ service: one.owner.service.name, method: 'MESSAGE', path: `${name}.${key}`, version: versionIn(name), kind: 'message' as const, ...at }];
  });
});

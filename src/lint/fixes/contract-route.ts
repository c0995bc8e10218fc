import { ts } from 'ts-morph';
import { parse } from '../../edits/source.ts';
import { Declined, type Ground } from './fix.ts';

/** A route of a contract, by the name that a client calls it by. */
interface ContractRoute {
  readonly name: string;
  readonly method: string;
  /** `/v1/charges/:orderId` */
  readonly path: string;
}

const textOf = (object: ts.ObjectLiteralExpression, key: string): string | null => {
  const property = object.properties.find((one): one is ts.PropertyAssignment => ts.isPropertyAssignment(one) && one.name.getText() === key);
  return property !== undefined && ts.isStringLiteral(property.initializer) ? property.initializer.text : null;
};

const unwrap = (node: ts.Expression): ts.Expression => (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? unwrap(node.expression) : node);

/** `export const getCharge = { method: 'GET', path: '/v1/charges/:orderId' }` */
const declaredIn = (text: string): readonly ContractRoute[] =>
  parse(text).statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations).flatMap(({ name, initializer }) => {
    const value = initializer === undefined ? undefined : unwrap(initializer);
    if (value === undefined || !ts.isObjectLiteralExpression(value)) return [];
    const [method, path] = [textOf(value, 'method'), textOf(value, 'path')];
    return method === null || path === null ? [] : [{ name: name.getText(), method, path }];
  });

/** Declared name to the name in `routes: { … }`. */
const publicNames = (text: string): ReadonlyMap<string, string> => {
  const routes = /\broutes:\s*\{([^}]*)\}/.exec(text)?.[1] ?? '';
  return new Map(routes.split(',').map((entry) => entry.trim()).filter(Boolean).map((entry) => {
    const [key = '', value = key] = entry.split(':').map((part) => part.trim());
    return [value.split('.').at(-1) ?? value, key];
  }));
};

const routesOf = (service: string, { files, model }: Ground): readonly ContractRoute[] => {
  const folder = model.services.find(({ name }) => name === service)?.path;
  const texts = files.paths.filter((path) => path.startsWith(`${folder ?? ''}/contract/src/`) && path.endsWith('.ts')).map((path) => files.read(path) ?? '');
  const names = new Map(texts.flatMap((text) => [...publicNames(text)]));
  return texts.flatMap(declaredIn).flatMap((route) => {
    const name = names.get(route.name);
    return name === undefined ? [] : [{ ...route, name }];
  });
};

/** A part of a path as the caller writes it: text, or the code of a value. */
export type Segment = { readonly text: string } | { readonly code: string };

export interface MatchedRoute {
  readonly name: string;
  readonly params: readonly (readonly [name: string, code: string])[];
}

const paramsOf = (path: string, segments: readonly Segment[]): MatchedRoute['params'] | null => {
  const parts = path.split('/').filter(Boolean);
  if (parts.length !== segments.length) return null;
  const pairs = parts.map((part, index): readonly [string, string] | boolean => {
    const segment = segments[index];
    if (segment === undefined) return false;
    if (part.startsWith(':')) return [part.slice(1), 'code' in segment ? segment.code : JSON.stringify(segment.text)];
    return 'text' in segment && segment.text === part;
  });
  return pairs.includes(false) ? null : pairs.filter((pair) => typeof pair !== 'boolean');
};

/** @throws Declined when the contract promises no such route, or several */
export const matchRoute = (service: string, method: string, segments: readonly Segment[], ground: Ground): MatchedRoute => {
  const matched = routesOf(service, ground).filter((route) => route.method === method).flatMap(({ name, path }) => {
    const params = paramsOf(path, segments);
    return params === null ? [] : [{ name, params, literal: !path.includes(':') }];
  });
  const [route] = matched.toSorted((a, b) => Number(b.literal) - Number(a.literal));
  if (route === undefined) throw new Declined(`the contract of ${service} promises no such route: ${method} /${segments.map((one) => ('text' in one ? one.text : '…')).join('/')}`);
  return { name: route.name, params: route.params };
};

import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { parse, unwrapped } from '../../edits/source.ts';
import { nameForms } from '../../shared/name-forms.ts';
import type { Files } from '../../system/files.ts';
import { contractList, memberName } from './contract-entry.ts';

/** A route of a contract that a view can be composed of: GET, with an answer of 200, asked for by one parameter of its path or by none. */
export interface ReadableRoute {
  /** `getStock` */
  readonly name: string;
  /** `sku`; null where it gives all there is. */
  readonly key: string | null;
  /** It answers known callers only, so each of them may be given something else. */
  readonly identity: boolean;
}

interface Place {
  readonly read: Files['read'];
  readonly file: string;
  readonly source: ts.SourceFile;
}

const open = (read: Files['read'], file: string): Place | null => {
  const text = read(file);
  return text === undefined ? null : { read, file, source: parse(text) };
};

const declaredIn = ({ source }: Place, name: string): ts.Expression | undefined =>
  source.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) => declarationList.declarations).find((one) => one.name.getText() === name)?.initializer;

/** The module that brings a name, and what the name is there; null for the module as a whole. */
const importOf = ({ source }: Place, name: string): { readonly module: string; readonly exported: string | null } | undefined => {
  for (const { importClause, moduleSpecifier } of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (ts.isNamespaceImport(bindings)) {
      if (bindings.name.text === name) return { module: moduleSpecifier.text, exported: null };
    } else {
      const element = bindings.elements.find((one) => one.name.text === name);
      if (element !== undefined) return { module: moduleSpecifier.text, exported: (element.propertyName ?? element.name).text };
    }
  }
  return undefined;
};

/** What a name of a module, or a member of an imported one, is written out as; undefined where that is not seen. */
const valueOf = (place: Place, name: string, member?: string): ts.Expression | undefined => {
  const from = importOf(place, name);
  if (from === undefined) return member === undefined ? declaredIn(place, name) : undefined;
  const target = from.module.startsWith('.') ? open(place.read, posix.join(posix.dirname(place.file), from.module)) : null;
  const exported = from.exported ?? member;
  return target === null || exported === undefined ? undefined : declaredIn(target, exported);
};

const routeOf = (place: Place, entry: ts.ObjectLiteralElementLike): ts.ObjectLiteralExpression | undefined => {
  const written = ts.isPropertyAssignment(entry) ? unwrapped(entry.initializer) : ts.isShorthandPropertyAssignment(entry) ? entry.name : undefined;
  if (written === undefined) return undefined;
  const value = ts.isIdentifier(written) ? valueOf(place, written.text)
    : ts.isPropertyAccessExpression(written) && ts.isIdentifier(written.expression) ? valueOf(place, written.expression.text, written.name.text) : written;
  const route = value === undefined ? undefined : unwrapped(value);
  return route !== undefined && ts.isObjectLiteralExpression(route) ? route : undefined;
};

const memberOf = (object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined => {
  const member = object.properties.find((one) => memberName(one) === name);
  return member !== undefined && ts.isPropertyAssignment(member) ? unwrapped(member.initializer) : undefined;
};

/** Nothing of the query must be given. */
const isOptional = (query: ts.Expression | undefined): boolean => {
  if (query === undefined) return true;
  const [shape] = ts.isCallExpression(query) ? query.arguments : [];
  return shape !== undefined && ts.isObjectLiteralExpression(shape) && shape.properties.every((member) => /\.(?:optional|default)\(/.test(member.getText()));
};

const answers200 = (responses: ts.Expression | undefined): boolean =>
  responses !== undefined && ts.isObjectLiteralExpression(responses) && responses.properties.some((member) => ts.isPropertyAssignment(member) && member.name.getText() === '200' && member.initializer.kind !== ts.SyntaxKind.NullKeyword);

/** Names become names of files and functions, in all spellings. */
const isNameable = (name: string): boolean => nameForms(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).camel === name;

const readable = (name: string, route: ts.ObjectLiteralExpression): readonly ReadableRoute[] => {
  const [method, path] = [memberOf(route, 'method'), memberOf(route, 'path')];
  if (method?.getText() !== "'GET'" || path === undefined || !ts.isStringLiteral(path)) return [];
  const parameters = [...path.text.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter);
  const [key = null] = parameters;
  if (parameters.length > 1 || ![name, key ?? 'all'].every(isNameable)) return [];
  if (!isOptional(memberOf(route, 'query')) || !answers200(memberOf(route, 'responses'))) return [];
  return [{ name, key, identity: memberOf(route, 'identity')?.kind === ts.SyntaxKind.TrueKeyword }];
};

/** Those of a contract, as far as they are written out in it and in the modules beside it; by key first. */
export const readableRoutes = (read: Files['read'], contractFile: string): readonly ReadableRoute[] => {
  const place = open(read, contractFile);
  if (place === null) return [];
  const routes = contractList(place.source.text, 'routes').properties.flatMap((entry) => {
    const route = routeOf(place, entry);
    return route === undefined ? [] : readable(memberName(entry) ?? '', route);
  });
  return routes.toSorted((a, b) => Number(a.key === null) - Number(b.key === null));
};

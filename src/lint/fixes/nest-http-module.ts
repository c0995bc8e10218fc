import { ts } from 'ts-morph';
import { parse } from '../../edits/source.ts';
import { bindingsOf, chainOf } from './bindings.ts';
import type { Finding } from '../rule.ts';
import { Declined, type Ground, type Repair } from './fix.ts';
import { withOption, type Option } from './option.ts';

const all = <Found extends ts.Node>(root: ts.Node, guard: (node: ts.Node) => node is Found): readonly Found[] => {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (guard(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
};

/** `HttpModule` as it stands in `imports: [HttpModule]`. */
const isListed = (name: string) => (node: ts.Node): node is ts.Identifier => ts.isIdentifier(node) && node.text === name && ts.isArrayLiteralExpression(node.parent);

const isRegister = (name: string) => (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && chainOf(node.expression).join('.') === `${name}.register`;

const nameIn = (text: string, file: string): string | undefined =>
  [...bindingsOf(parse(text, file))].find(([, { module, exported }]) => exported === 'HttpModule' && /^@nestjs\/(?:axios|common)$/.test(module))?.[0];

const isSettled = ({ arguments: [options] }: ts.CallExpression, { settled }: Option): boolean =>
  options !== undefined && ts.isObjectLiteralExpression(options) && options.properties.some(({ name }) => name !== undefined && settled.includes(name.getText()));

const bounded = (text: string, file: string, option: Option): string => {
  const name = nameIn(text, file);
  if (name === undefined) throw new Declined('HttpModule is not imported here any more');
  const source = parse(text, file);
  const [listed] = all(source, isListed(name));
  if (listed !== undefined) return `${text.slice(0, listed.getStart())}${name}.register({ ${option.member} })${text.slice(listed.getEnd())}`;
  const [register] = all(source, isRegister(name));
  if (register === undefined) throw new Declined('HttpModule is not registered in a way that is known');
  return isSettled(register, option) ? text : withOption(text, register, option);
};

const classesIn = (text: string): readonly string[] => [...text.matchAll(/\bclass (\w+)/g)].map(([, name = '']) => name);

/** Nest's HttpService takes its timeout from the module that provides it to the class that calls. */
export const boundNestModules = ({ services, location }: Pick<Finding, 'services' | 'location'>, { files, model }: Ground, option: Option): Repair => {
  const folder = model.services.find(({ name }) => name === services[0])?.path;
  const callers = classesIn(files.read(location.file) ?? '');
  const inside = (path: string): boolean => folder === '.' || path.startsWith(`${folder ?? ''}/`);
  const provides = (text: string): boolean => /\bHttpModule\b/.test(text) && callers.some((name) => new RegExp(`\\b${name}\\b`).test(text));
  const modules = files.paths.filter((path) => /\.module\.[cm]?[jt]s$/.test(path) && inside(path) && provides(files.read(path) ?? ''));
  if (modules.length === 0) throw new Declined(`no module provides ${callers.join(', ')} and imports HttpModule itself`);
  return { edits: modules.map((path) => ({ path, edit: (text) => bounded(text, path, option) })) };
};

import { ts } from 'ts-morph';
import { parse } from '../../edits/source.ts';
import { bindingsOf, chainOf } from './bindings.ts';
import { Declined, type Fixable, type Ground, type Repair } from './fix.ts';
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

/** Nest's HttpService takes its timeout from the module that provides it. Every module of the service that does gets one. */
export const boundNestModules = ({ services }: Fixable, { files, model }: Ground, option: Option): Repair => {
  const folder = model.services.find(({ name }) => name === services[0])?.path;
  const inside = (path: string): boolean => folder === '.' || path.startsWith(`${folder ?? ''}/`);
  const modules = files.paths.filter((path) => /\.module\.[cm]?[jt]s$/.test(path) && inside(path) && /\bHttpModule\b/.test(files.read(path) ?? ''));
  if (modules.length === 0) throw new Declined('no module of the service imports HttpModule');
  return { edits: modules.map((path) => ({ path, edit: (text) => bounded(text, path, option) })) };
};

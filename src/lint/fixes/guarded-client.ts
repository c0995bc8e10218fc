import { ts } from 'ts-morph';
import { parse } from '../../edits/source.ts';
import type { FileOperation } from '../../plan/plan.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { callAt } from './call-at.ts';
import { matchRoute, type Segment } from './contract-route.ts';
import { Declined, type FileEdit, type Fixable, type Ground, type MakeRepair } from './fix.ts';

/** From `fetch` to the client that `ms add-client` makes: discovered, with a deadline, retries and a circuit breaker. */

type Piece = { readonly text: string } | { readonly code: string };

const pieces = (node: ts.Expression): readonly Piece[] => {
  if (ts.isStringLiteralLike(node)) return [{ text: node.text }];
  if (ts.isParenthesizedExpression(node)) return pieces(node.expression);
  if (ts.isTemplateExpression(node)) return [{ text: node.head.text }, ...node.templateSpans.flatMap(({ expression, literal }) => [{ code: expression.getText() }, { text: literal.text }])];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return [...pieces(node.left), ...pieces(node.right)];
  return [{ code: node.getText() }];
};

/** The client encodes by itself. */
const decoded = (code: string): string => /^encodeURIComponent\((.*)\)$/.exec(code)?.[1] ?? code;

const hole = '\u0000';

/** The path behind the address of the service, in its parts. */
const segmentsOf = (address: ts.Expression): readonly Segment[] => {
  const all = pieces(address).filter((piece) => !('text' in piece) || piece.text !== '');
  const [first] = all;
  const rest = first !== undefined && 'code' in first ? all.slice(1) : all;
  const codes = rest.flatMap((piece) => ('code' in piece ? [decoded(piece.code)] : []));
  const path = rest.map((piece) => ('text' in piece ? piece.text : hole)).join('').replace(/^\w+:\/\/[^/]+/, '');
  if (path.includes('?')) throw new Declined('its address has a query');
  return path.split('/').filter(Boolean).map((part): Segment => {
    if (part === hole) return { code: codes.shift() ?? '' };
    if (part.includes(hole)) throw new Declined('a part of its path is put together');
    return { text: part };
  });
};

interface Request {
  readonly method: string;
  readonly body: string | null;
}

const requestOf = (options: ts.Expression | undefined): Request => {
  if (options === undefined) return { method: 'GET', body: null };
  if (!ts.isObjectLiteralExpression(options) || !options.properties.every(ts.isPropertyAssignment)) throw new Declined('its options are made elsewhere');
  const values = new Map(options.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => [name.getText(), initializer]));
  const [method, body, headers] = [values.get('method'), values.get('body'), values.get('headers')];
  const other = [...values.keys()].find((key) => !['method', 'body', 'headers', 'signal'].includes(key));
  if (other !== undefined) throw new Declined(`the client takes no ${other}`);
  if (headers !== undefined && !/^\{\s*['"]content-type['"]:\s*['"]application\/json['"],?\s*\}$/i.test(headers.getText())) throw new Declined('it sends headers of its own');
  const json = body === undefined ? null : /^JSON\.stringify\((.*)\)$/s.exec(body.getText())?.[1];
  if (json === undefined) throw new Declined('its body is no JSON');
  return { method: method === undefined ? 'GET' : method.getText().replaceAll(/['"]/g, ''), body: json };
};

const around = <Found extends ts.Node>(node: ts.Node, guard: (one: ts.Node) => one is Found): Found | undefined => {
  for (let one: ts.Node | undefined = node.parent; one !== undefined; one = one.parent) if (guard(one)) return one;
  return undefined;
};

/** `(service: Service, parts: …) =>`: where a service hands its parts to its routes. */
const takesParts = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  (ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)) && node.parameters.length === 2 && node.parameters[1]?.name !== undefined && ts.isIdentifier(node.parameters[1].name);

const partsName = (call: ts.CallExpression): string => {
  const name = around(call, takesParts)?.parameters[1]?.name.getText();
  if (name === undefined) throw new Declined('it is not made in routes that get the parts of the service');
  return name;
};

interface Splice {
  readonly node: ts.Node;
  readonly text: string;
}

/** What becomes of each use of the answer; only its status and its JSON are known. */
const usesOf = (name: string, block: ts.Node): readonly Splice[] => {
  const found: Splice[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && !ts.isVariableDeclaration(node.parent)) found.push(useOf(node));
    ts.forEachChild(node, visit);
  };
  visit(block);
  return found;
};

const useOf = (node: ts.Identifier): Splice => {
  const access = node.parent;
  const member = ts.isPropertyAccessExpression(access) && access.expression === node ? access.name.text : null;
  if (member === 'status') return { node: access, text: access.getText() };
  if (member === 'ok') return { node: access, text: `(${node.text}.status < 300)` };
  const awaited = access.parent.parent;
  if (member === 'json' && ts.isCallExpression(access.parent) && ts.isAwaitExpression(awaited)) return { node: awaited, text: `${node.text}.body` };
  throw new Declined(`it uses ${access.getText()} of the answer, which the client does not give`);
};

/** The call and everything that is done with its answer, through the client. */
const switched = (text: string, { fix, location }: Fixable<'guarded-client'>, ground: Ground): string => {
  const call = callAt(parse(text, location.file), location);
  const [address, options] = call?.arguments ?? [];
  if (call === null || address === undefined || call.expression.getText() !== 'fetch') throw new Declined('it is no plain fetch');
  const declaration = ts.isAwaitExpression(call.parent) ? call.parent.parent : undefined;
  const block = around(call, ts.isBlock);
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || block === undefined) throw new Declined('its answer is not kept in a constant: const reply = await fetch(…)');
  const { method, body } = requestOf(options);
  const { name, params } = matchRoute(fix.to, method, segmentsOf(address), ground);
  const input = [...(params.length === 0 ? [] : [`params: { ${params.map(([key, code]) => (key === code ? key : `${key}: ${code}`)).join(', ')} }`]), ...(body === null ? [] : [`body: ${body}`])];
  const client = `${partsName(call)}.${nameForms(fix.to).camel}.${name}(${input.length === 0 ? '{}' : `{ ${input.join(', ')} }`})`;
  const splices = [{ node: call, text: client }, ...usesOf(declaration.name.getText(), block)];
  return splices.toSorted((a, b) => b.node.getStart() - a.node.getStart()).reduce((result, { node, text: inserted }) => result.slice(0, node.getStart()) + inserted + result.slice(node.getEnd()), text);
};

const toEdit = (operation: FileOperation): readonly FileEdit[] => (operation.kind === 'edit' ? [{ path: operation.path, edit: operation.edit }] : []);

/** Only in systems that create-microservice made, in the routes of a service, where the contract promises the route. */
export const guardedClientRepair: MakeRepair<'guarded-client'> = (finding, ground) => {
  const { from, to } = finding.fix;
  const operations = ground.connect?.(from, to) ?? [];
  if (operations.length === 0) throw new Declined(`${from} has a client of ${to} already: use it here`);
  const edits = operations.flatMap(toEdit);
  const { file } = finding.location;
  if (!edits.some(({ path }) => path === file)) throw new Declined('it is not made in routes that get the parts of the service');
  const creations = operations.flatMap((operation) => (operation.kind === 'create' ? [{ path: operation.path, contents: String(operation.contents) }] : []));
  return { edits: [...edits, { path: file, edit: (text) => switched(text, finding, ground) }], creations };
};

import { ts } from 'ts-morph';
import type { NameForms } from '../../shared/name-forms.ts';
import { addImport, addMember, anchorGone, find, parse, splice } from '../../edits/source.ts';

/** Where a service hands its parts to its routes: `orderRoutes(service, parts)` in `src/app.ts`. */
export interface RoutesCall {
  /** `orderRoutes` */
  readonly name: string;
  /** `./routes/orders.ts` */
  readonly module: string;
  readonly parts: ts.Expression;
}

const importedFromRoutes = (source: ts.SourceFile): ReadonlyMap<string, string> => {
  const imports = source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const bindings = importClause?.namedBindings;
    if (!ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith('./routes/') || bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map(({ name }) => [name.text, moduleSpecifier.text] as const);
  });
  return new Map(imports);
};

/** The first call of `createApp` that gives parts to routes. */
export const routesCall = (app: string): RoutesCall => {
  const source = parse(app);
  const modules = importedFromRoutes(source);
  const isCall = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && modules.has(node.expression.text) && node.arguments.length >= 2;
  const call = find(source, isCall);
  const [, parts] = call?.arguments ?? [];
  if (call === undefined || parts === undefined) {
    throw anchorGone('src/app.ts hands no parts to routes: there is no call such as `orderRoutes(service, { store })`', 'Create the client by hand: `createClient(service, theirContract)` of the chassis.');
  }
  const name = call.expression.getText();
  return { name, module: modules.get(name) ?? '', parts };
};

/** The services that the application imports clients of. */
export const clientsIn = (app: string): readonly string[] =>
  parse(app).statements.flatMap((node) => (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) ? (/^\.\/clients\/([^/]+)\.ts$/.exec(node.moduleSpecifier.text)?.slice(1) ?? []) : []));

/** True when the application imports a client of that service already. */
export const hasClient = (app: string, target: string): boolean => clientsIn(app).includes(target);

/** Creates the client in `createApp` and hands it to the routes with their other parts. */
export const wireClient = (target: NameForms) => (before: string): string => {
  if (hasClient(before, target.kebab)) return before;
  const { parts } = routesCall(before);
  const member = `${target.camel}: connect${target.pascal}(service)`;
  const wired = ts.isObjectLiteralExpression(parts)
    ? addMember(before, parts, member)
    : splice(splice(before, parts.getEnd(), `, ${member} }`), parts.getStart(), '{ ...');
  return addImport(wired, `import { connect${target.pascal} } from './clients/${target.kebab}.ts';`);
};

type Declared = ts.FunctionDeclaration | ts.VariableDeclaration;

const parametersOf = (declared: Declared | undefined): readonly ts.ParameterDeclaration[] => {
  if (declared === undefined) return [];
  if (ts.isFunctionDeclaration(declared)) return declared.parameters;
  const { initializer } = declared;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? initializer.parameters : [];
};

const partsType = (routes: string, name: string): ts.TypeNode => {
  const isDeclared = (node: ts.Node): node is Declared => (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) && node.name?.getText() === name;
  const type = parametersOf(find(parse(routes), isDeclared))[1]?.type;
  if (type === undefined) throw anchorGone(`the routes have no function ${name}(service, parts: …) any more`, 'Create the client by hand: `createClient(service, theirContract)` of the chassis.');
  return type;
};

/** Tells the routes that the client is one of their parts: the type of their second parameter grows. */
export const acceptClient = (routesFunction: string, target: NameForms) => (before: string): string => {
  const member = `readonly ${target.camel}: ${target.pascal}Client`;
  if (before.includes(member)) return before;
  const type = partsType(before, routesFunction);
  const needsParentheses = ts.isUnionTypeNode(type) || ts.isFunctionTypeNode(type) || ts.isConditionalTypeNode(type);
  const old = needsParentheses ? `(${type.getText()})` : type.getText();
  const typed = `${before.slice(0, type.getStart())}${old} & { ${member} }${before.slice(type.getEnd())}`;
  return addImport(typed, `import type { ${target.pascal}Client } from '../clients/${target.kebab}.ts';`);
};

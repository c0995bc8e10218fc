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
    throw anchorGone('src/app.ts hands no parts to routes: there is no call such as `orderRoutes(service, { store })`', 'Open it there by hand, and hand it to those who need it.');
  }
  const name = call.expression.getText();
  return { name, module: modules.get(name) ?? '', parts };
};

/** The services that the application imports clients of. */
export const clientsIn = (app: string): readonly string[] =>
  parse(app).statements.flatMap((node) => (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) ? (/^\.\/clients\/([^/]+)\.ts$/.exec(node.moduleSpecifier.text)?.slice(1) ?? []) : []));

/** Something that `createApp` opens for the routes. */
export interface RoutePart {
  /** `inventory`, its name among the parts of the routes. */
  readonly name: string;
  /** `connectInventory`, a function of the service. */
  readonly opener: string;
  /** `InventoryClient` */
  readonly type: string;
  /** Where both are, in `src`: `clients/inventory.ts`. */
  readonly module: string;
}

export const clientPart = ({ camel, pascal, kebab }: NameForms): RoutePart => ({ name: camel, opener: `connect${pascal}`, type: `${pascal}Client`, module: `clients/${kebab}.ts` });

/** True when the application imports the part already. */
export const hasPart = (app: string, { module }: Pick<RoutePart, 'module'>): boolean =>
  parse(app).statements.some((node) => ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === `./${module}`);

/** Hands a member to the routes with their other parts. */
export const handToRoutes = (app: string, member: string): string => {
  const { parts } = routesCall(app);
  return ts.isObjectLiteralExpression(parts)
    ? addMember(app, parts, member)
    : splice(splice(app, parts.getEnd(), `, ${member} }`), parts.getStart(), '{ ...');
};

/** Opens the part in `createApp` and hands it to the routes. */
export const wirePart = (part: RoutePart) => (before: string): string => {
  if (hasPart(before, part)) return before;
  return addImport(handToRoutes(before, `${part.name}: ${part.opener}(service)`), `import { ${part.opener} } from './${part.module}';`);
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
  if (type === undefined) throw anchorGone(`the routes have no function ${name}(service, parts: …) any more`, 'Open it there by hand, and hand it to those who need it.');
  return type;
};

/** Tells the routes that it is one of their parts: the type of their second parameter grows. */
export const acceptPart = (routesFunction: string, part: RoutePart) => (before: string): string => {
  const member = `readonly ${part.name}: ${part.type}`;
  if (before.includes(member)) return before;
  const type = partsType(before, routesFunction);
  const needsParentheses = ts.isUnionTypeNode(type) || ts.isFunctionTypeNode(type) || ts.isConditionalTypeNode(type);
  const old = needsParentheses ? `(${type.getText()})` : type.getText();
  const typed = `${before.slice(0, type.getStart())}${old} & { ${member} }${before.slice(type.getEnd())}`;
  return addImport(typed, `import type { ${part.type} } from '../${part.module}';`);
};

import { ts } from 'ts-morph';
import { addNamedImport, anchorGone, find, parse, splice } from '../../edits/source.ts';
import { openingIn } from './app-messages.ts';

/** Something of the chassis that a service opens on its database, once: `const sagas = openSagas(service, db);` */
export interface Opened {
  /** `openSagas` */
  readonly opener: string;
  /** `sagas` */
  readonly variable: string;
  /** Package of the chassis. */
  readonly chassis: string;
  /** What it is given beside service and database, as code. */
  readonly parts?: string;
}

export const callOf = (opener: string) => (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === opener;

export const statementAround = (node: ts.Node): ts.Node => ts.findAncestor(node, (one) => one.parent !== undefined && ts.isBlock(one.parent)) ?? node;

export const indentOf = (text: string, node: ts.Node): string => /[ \t]*$/.exec(text.slice(0, node.getStart()))?.[0] ?? '';

/** One that is opened in the middle of an expression gets its name before it. */
const named = (app: string, call: ts.CallExpression, variable: string): string => {
  const statement = statementAround(call);
  const replaced = app.slice(0, call.getStart()) + variable + app.slice(call.getEnd());
  return splice(replaced, statement.getStart(), `const ${variable} = ${call.getText()};\n${indentOf(app, statement)}`);
};

/** The arguments of `openMessages`: how `createApp` calls the service and its database. */
export const serviceAndDatabase = (app: string): readonly [service: string, db: string] => {
  const [service, db] = openingIn(app).initializer.arguments.map((one) => one.getText());
  if (service === undefined || db === undefined) throw anchorGone('src/app.ts opens its messages without a database', 'Write `openMessages(service, db)` and run the command again.');
  return [service, db];
};

/** Opens it after the messages, unless it is open. Gives the name that it has in `createApp`. */
export const withOpened = (app: string, { opener, variable, chassis, parts }: Opened): { readonly app: string; readonly name: string } => {
  const call = find(parse(app), callOf(opener));
  if (call !== undefined) {
    const { parent } = call;
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return { app, name: parent.name.text };
    if (ts.isVariableDeclaration(parent)) throw anchorGone(`src/app.ts takes apart what ${opener} gives`, `Write \`const ${variable} = ${call.getText()};\` and run the command again.`);
    return { app: named(app, call, variable), name: variable };
  }
  const statement = statementAround(openingIn(app));
  const [service, db] = serviceAndDatabase(app);
  const opened = splice(app, statement.getEnd(), `\n${indentOf(app, statement)}const ${variable} = ${opener}(${[service, db, ...(parts === undefined ? [] : [parts])].join(', ')});`);
  return { app: addNamedImport(opened, chassis, opener), name: variable };
};

/** A part as it is handed on: under its own name where `createApp` calls it so. */
export const member = (name: string, value: string): string => (name === value ? name : `${name}: ${value}`);

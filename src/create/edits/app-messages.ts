import { ts } from 'ts-morph';
import { addImport, anchorGone, find, parse, splice } from '../../edits/source.ts';
import type { UserError } from '../../shared/errors.ts';

/** `postgres`: outbox and inbox, by `openMessages`. `memory`: the bus alone, by `connectBus`. */
export type MessageStore = 'postgres' | 'memory';

const openers: Readonly<Record<string, MessageStore>> = { openMessages: 'postgres', connectBus: 'memory' };

type Opening = ts.VariableDeclaration & { readonly initializer: ts.CallExpression & { readonly expression: ts.Identifier } };

const isOpening = (node: ts.Node): node is Opening =>
  ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isCallExpression(node.initializer) && ts.isIdentifier(node.initializer.expression) && openers[node.initializer.expression.text] !== undefined;

/** How a service takes and sends messages, as its `src/app.ts` says; null where it does neither. */
export const messageStoreIn = (app: string): MessageStore | null => {
  const opening = find(parse(app), isOpening);
  return opening === undefined ? null : openers[opening.initializer.expression.text] ?? null;
};

const gone = (): UserError => anchorGone('src/app.ts opens no messages by `const { inbox } = openMessages(service, db)` or `const bus = connectBus(service)` any more', 'Open them so in createApp and run the command again.');

export const openingIn = (app: string): Opening => {
  const opening = find(parse(app), isOpening);
  if (opening === undefined) throw gone();
  return opening;
};

/** The part by its name in `createApp`, taken out of what `openMessages` gives where it is not yet. */
export const withPart = (app: string, part: 'inbox' | 'outbox'): { readonly app: string; readonly name: string } => {
  const { name, initializer } = openingIn(app);
  if (ts.isIdentifier(name)) return { app, name: openers[initializer.expression.text] === 'postgres' ? `${name.text}.${part}` : name.text };
  if (!ts.isObjectBindingPattern(name)) throw gone();
  const taken = name.elements.find(({ propertyName, name: local }) => (propertyName ?? local).getText() === part);
  if (taken !== undefined) return { app, name: taken.name.getText() };
  const last = name.elements.at(-1);
  return { app: last === undefined ? splice(app, name.getStart() + 1, ` ${part} `) : splice(app, last.getEnd(), `, ${part}`), name: part };
};

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionDeclaration => ts.isArrowFunction(node) || ts.isFunctionDeclaration(node);

/** The end of `createApp`: its `return service;`. */
const endOf = (app: string): ts.ReturnStatement => {
  const around = ts.findAncestor(openingIn(app), isFunction);
  const end = around?.body !== undefined && ts.isBlock(around.body) ? around.body.statements.findLast(ts.isReturnStatement) : undefined;
  const isAsync = around?.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  if (end === undefined || !isAsync) throw anchorGone('src/app.ts has no `createApp = async (…) => { …; return service; }` any more', 'Give it that shape and run the command again.');
  return end;
};

/** Statements before the end of `createApp`, one a line. */
export const addStatement = (app: string, statement: string): string => {
  const start = endOf(app).getStart();
  const indent = /[ \t]*$/.exec(app.slice(0, start))?.[0] ?? '';
  return splice(app, start, `${statement}\n${indent}`);
};

/** A function that starts to consume, and the module that exports it. */
interface Consumer {
  readonly name: string;
  /** `./events/orders-shipped-v1.ts` */
  readonly module: string;
}

/** Has `createApp` start a consumer. One that is there stays as it is. */
export const wireConsumer = ({ name, module }: Consumer) => (before: string): string => {
  if (before.includes(`${name}(`)) return before;
  const part = withPart(before, 'inbox');
  return addImport(addStatement(part.app, `await ${name}(${part.name});`), `import { ${name} } from '${module}';`);
};

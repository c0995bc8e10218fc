import { ts } from 'ts-morph';
import { addImport, addNamedImport, anchorGone, find, parse, splice } from '../../edits/source.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { handToRoutes, type RoutePart } from './app-client.ts';
import { addStatement, withPart } from './app-messages.ts';
import { callOf, indentOf, statementAround } from './app-parts.ts';

export interface CacheWiring {
  readonly cache: string;
  /** Package of the chassis. */
  readonly chassis: string;
}

const after = (text: string, node: ts.Node, statement: string): string => {
  const around = statementAround(node);
  return splice(text, around.getEnd(), `\n${indentOf(text, around)}${statement}`);
};

const nameOfResult = ({ parent }: ts.CallExpression): string | undefined => (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined);

/** `const <variable> = <opener>(…)` in `createApp`: the call, and how the result is called there. */
const madeBy = (app: string, opener: string): { readonly call: ts.CallExpression; readonly name: string } => {
  const call = find(parse(app), callOf(opener));
  const name = call === undefined ? undefined : nameOfResult(call);
  if (call === undefined || name === undefined) throw anchorGone(`src/app.ts has no \`const … = ${opener}(…)\` any more`, 'Write it so in createApp and run the command again.');
  return { call, name };
};

const withCaches = (app: string, chassis: string): string => {
  if (find(parse(app), callOf('openCaches')) !== undefined) return app;
  const { call, name } = madeBy(app, 'createService');
  return addNamedImport(after(app, call, `const caches = openCaches(${name});`), chassis, 'openCaches');
};

const variableOf = (cache: string): string => `${nameForms(cache).camel}Cache`;

export const cachePart = (cache: string): RoutePart => ({ name: variableOf(cache), opener: `open${nameForms(cache).pascal}Cache`, type: `${nameForms(cache).pascal}Cache`, module: `caches/${cache}.ts` });

/** Opens the cache in `createApp` and hands it to the routes. One that is open stays as it is. */
export const wireCache = ({ cache, chassis }: CacheWiring) => (before: string): string => {
  const { name: variable, opener, module } = cachePart(cache);
  if (before.includes(`${opener}(`)) return before;
  const app = withCaches(before, chassis);
  const { call, name } = madeBy(app, 'openCaches');
  const opened = after(app, call, `const ${variable} = ${opener}(${name});`);
  return addImport(handToRoutes(opened, variable), `import { ${opener} } from './${module}';`);
};

/** Has `createApp` forget after an event, by the function `consume…` of a module. One that is there stays as it is. */
export const wireForgetting = ({ cache, consume, module }: { readonly cache: string; readonly consume: string; readonly module: string }) => (before: string): string => {
  if (before.includes(`${consume}(`)) return before;
  const part = withPart(before, 'inbox');
  return addImport(addStatement(part.app, `await ${consume}(${part.name}, ${variableOf(cache)});`), `import { ${consume} } from '${module}';`);
};

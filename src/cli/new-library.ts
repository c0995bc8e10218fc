import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../shared/compare-text.ts';
import { ExitCode, UserError } from '../shared/errors.ts';

/** `npm run new-library KIND NAME`: a library that the analyzer shall know, and a test that it does. For people who work on the linter; it is no command of `ms`. */

interface Template {
  readonly code: (name: string, id: string) => string;
  readonly row: (name: string) => string;
}

const listed = (type: string, suffix: string, match: string) => (name: string, id: string): string => `/** ${name}: what its calls look like. */
export const ${id}${suffix}: ${type} = {
  name: '${name}',
  modules: ['${name}'],
  match: ${match.replaceAll('NAME', name)},
};
`;

const calls = listed('CallLibrary', 'Calls', "(use) => (use.external.path === '.get' ? { client: 'NAME', target: { kind: 'url', term: argument(use, 0) }, method: 'GET', timeout: bounds(use, argument(use, 1), ['timeout']) } : null)");
const connections = listed('ConnectionLibrary', 'Connections', "(use) => (use.site.isNew && use.external.path === '.Client' ? clientOf('NAME')(use) : null)");
const events = listed('EventLibrary', 'Events', "(use) => (methodOf(use) === 'publish' ? publish('NAME', argument(use, 0)) : methodOf(use) === 'subscribe' ? consume('NAME', argument(use, 0)) : null)");

const templates: Readonly<Record<string, Template>> = {
  calls: {
    code: (name, id) => `import { argument } from '../../model/use.ts';\nimport type { CallLibrary } from '../library.ts';\nimport { bounds } from './http.ts';\n\n${calls(name, id)}`,
    row: (name) => `  ['${name}', "import { get } from '${name}';\\nawait get('http://stock:3001/v1/items/1', { timeout: 500 })", { client: '${name}', method: 'GET', timeout: true }],`,
  },
  connections: {
    code: (name, id) => `import type { ConnectionLibrary } from '../library.ts';\nimport { clientOf } from './options.ts';\n\n${connections(name, id)}`,
    row: (name) => `  ['${name}', "import { Client } from '${name}';\\nnew Client({ host: 'db', port: 1234, database: 'orders' })", '${name}', 'db:1234/orders'],`,
  },
  events: {
    code: (name, id) => `import { argument } from '../../model/use.ts';\nimport type { EventLibrary } from '../library.ts';\nimport { consume, methodOf, publish } from './fact.ts';\n\n${events(name, id)}`,
    row: (name) => `  ['${name}', "import { connect } from '${name}';\\nconst bus = connect();\\nbus.publish('orders', body);\\nbus.subscribe('stock', handle);", [['publish', '${name}', 'orders'], ['consume', '${name}', 'stock']]],`,
  },
  guards: {
    code: (name, id) => `import type { Guards } from '../../model.ts';\nimport type { Use } from '../../model/use.ts';\n\n/** ${name}: what it guards when it runs a function that it is given. */\nexport const ${id}Guards = ({ external }: Use): Partial<Guards> => ({ breaker: external.module === '${name}' });\n`,
    row: (name) => `  ['${name}', \`import guard from '${name}';\\nawait guard(() => fetch(\${url}));\`, ['breaker']],`,
  },
};

/** The identifier under which a package goes: `@scope/my-client` is `scopeMyClient`. */
const identifier = (name: string): string => name.replace(/^[^a-z]+/, '').replaceAll(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const fileName = (name: string): string => name.replace(/^@/, '').replaceAll('/', '-');

const suffixOf = (kind: string): string => `${kind[0]?.toUpperCase()}${kind.slice(1)}`;

const broken = (kind: string): Error => new Error(`${kind}.ts is not the list that it was.`);

/** The list of a kind with one more entry, sorted, an entry a line. */
const registered = (list: string, kind: string, name: string): string => {
  const entry = `${identifier(name)}${suffixOf(kind)}`;
  const array = /(= \[)([^\]]*)(\];\s*)$/.exec(list);
  if (array === null) throw broken(kind);
  const entries = [...(array[2] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== ''), entry].toSorted(compareText);
  const whole = `${list.slice(0, array.index)}= [\n${entries.map((one) => `  ${one},\n`).join('')}];\n`;
  const lines = whole.split('\n');
  const own = `import { ${entry} } from './${kind}/${fileName(name)}.ts';`;
  const after = lines.findLastIndex((line) => line.startsWith(`import { `) && line.includes(`'./${kind}/`) && compareText(line.slice(line.indexOf("'./")), own.slice(own.indexOf("'./"))) < 0);
  const before = lines.findIndex((line) => line.includes(`'./${kind}/`));
  if (before === -1) throw broken(kind);
  return lines.toSpliced(after === -1 ? before : after + 1, 0, own).join('\n');
};

const tested = (test: string, kind: string, row: string): string => {
  const start = test.indexOf('const cases');
  const end = test.indexOf('\n];', start);
  if (start === -1 || end === -1) throw broken(`${kind}.test`);
  return `${test.slice(0, end)}\n${row}${test.slice(end)}`;
};

interface Lists {
  readonly list: string;
  readonly test: string;
}

/**
 * Every file that a new library makes or changes, by its path below `src/system/libraries`.
 * @throws UserError for a kind that there is not, and for a name that is malformed or taken
 */
export const newLibrary = (kind: string, name: string, { list, test }: Lists): ReadonlyMap<string, string> => {
  const template = templates[kind];
  if (template === undefined) throw new UserError(ExitCode.usage, `"${kind}" is no kind of library`, `There are ${Object.keys(templates).join(', ')}.`);
  if (!/^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/.test(name)) throw new UserError(ExitCode.usage, `"${name}" is no name of a package`, 'Give the name under which it is imported.');
  if (list.includes(`'./${kind}/${fileName(name)}.ts'`)) throw new UserError(ExitCode.refused, `there is a library ${name} already`, `Change src/system/libraries/${kind}/${fileName(name)}.ts.`);
  return new Map([
    [`${kind}/${fileName(name)}.ts`, template.code(name, identifier(name))],
    [`${kind}.ts`, registered(list, kind, name)],
    [`${kind}.test.ts`, tested(test, kind, template.row(name))],
  ]);
};

const main = (kind: string, name: string): ExitCode => {
  const folder = join(import.meta.dirname, '..', 'system', 'libraries');
  const read = (path: string): string => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '');
  try {
    const files = newLibrary(kind, name, { list: read(`${kind}.ts`), test: read(`${kind}.test.ts`) });
    for (const [path, contents] of files) writeFileSync(join(folder, path), contents);
    process.stdout.write(`${[...files.keys()].map((path) => `src/system/libraries/${path}`).join('\n')}\nNext: docs/adding-a-library.md\n`);
    return ExitCode.done;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`error: ${error.message}\n${error.hint}\n`);
    return error.code;
  }
};

if (import.meta.main) process.exitCode = main(process.argv[2] ?? '', process.argv[3] ?? '');

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pageSections } from '../lint/rule-page.ts';
import { compareText } from '../shared/compare-text.ts';
import { ExitCode, UserError } from '../shared/errors.ts';

/** `npm run new-rule NAME`: a rule that compiles and says nothing yet. For people who work on the linter; it is no command of `ms`. */

const camel = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const code = (id: string): string => `import { judgedServices } from '../../evidence/subjects.ts';
import type { Rule, Verdict } from '../../rule.ts';

export const ${camel(id)} = {
  id: '${id}',
  tier: 'warning',
  subject: 'service',
  messages: {
    found: { problem: '{service} …', help: 'What to do about it.' },
  },
  check: (model): readonly Verdict[] => judgedServices(model).flatMap(() => []),
} as const satisfies Rule;
`;

const test = (id: string): string => `import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import { ${camel(id)} } from './${id}.ts';

describe('${id}', () => {
  it('reports what it is for', () => {
    expect(${camel(id)}.check(model({ services: [service('orders')] }))).toMatchObject([{ services: ['orders'] }]);
  });
});
`;

const page = (id: string): string => `# ${id}\n\n${pageSections.map((title) => `## ${title}\n`).join('\n')}`;

/** The lines of one kind in `rules.ts` with one more, sorted; fails loudly when there are none. */
const withLine = (text: string, pattern: RegExp, line: string): string => {
  const lines = text.split('\n');
  const found = lines.filter((other) => pattern.test(other));
  const first = lines.findIndex((other) => pattern.test(other));
  if (first === -1) throw new Error(`rules.ts has no line that looks like "${line}".`);
  return [...lines.slice(0, first), ...[...found, line].sort(compareText), ...lines.slice(first + found.length)].join('\n');
};

const registered = (list: string, id: string): string => {
  const imported = withLine(list, /^import \{ \w+ \} from '\.\/rules\//, `import { ${camel(id)} } from './rules/${id}/${id}.ts';`);
  return withLine(imported, /^ {2}\w+,$/, `  ${camel(id)},`);
};

/**
 * Every file of a new rule by its path below `src/lint`, with the list of rules that now names it.
 * @throws UserError for a name that is malformed or taken
 */
export const newRule = (id: string, list: string): ReadonlyMap<string, string> => {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(id)) {
    throw new UserError(ExitCode.usage, `"${id}" is no name for a rule`, 'Name it after the smell, in lower case with dashes: cyclic-calls, dual-write.');
  }
  if (list.includes(`'./rules/${id}/`)) throw new UserError(ExitCode.refused, `there is a rule ${id} already`, 'Choose another name, or change that rule.');
  const folder = `rules/${id}`;
  return new Map([
    [`${folder}/${id}.ts`, code(id)],
    [`${folder}/${id}.test.ts`, test(id)],
    [`${folder}/README.md`, page(id)],
    ['rules.ts', registered(list, id)],
  ]);
};

const write = (lint: string, files: ReadonlyMap<string, string>): void => {
  const taken = [...files.keys()].find((path) => path !== 'rules.ts' && existsSync(join(lint, path)));
  if (taken !== undefined) throw new UserError(ExitCode.refused, `src/lint/${taken} exists already`, 'Choose another name, or remove the folder.');
  for (const [path, contents] of files) {
    mkdirSync(dirname(join(lint, path)), { recursive: true });
    writeFileSync(join(lint, path), contents);
  }
};

const main = (id: string): ExitCode => {
  const lint = join(import.meta.dirname, '..', 'lint');
  try {
    const files = newRule(id, readFileSync(join(lint, 'rules.ts'), 'utf8'));
    write(lint, files);
    process.stdout.write(`${[...files.keys()].map((path) => `src/lint/${path}`).join('\n')}\nNext: docs/adding-a-rule.md\n`);
    return ExitCode.done;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`error: ${error.message}\n${error.hint}\n`);
    return error.code;
  }
};

if (import.meta.main) process.exitCode = main(process.argv[2] ?? '');

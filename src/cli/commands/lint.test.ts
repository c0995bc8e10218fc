import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, systemFolder } from '../../../test/support/system-folder.ts';
import { captured } from '../../../test/support/terminal.ts';
import { runCommand } from '../program.ts';
import { knownRules } from '../lint/described-rules.ts';
import { command as explain } from './explain.ts';
import { command as graph } from './graph.ts';
import { command as lint } from './lint.ts';

const run = async (spec: typeof lint, cwd: string, ...args: readonly string[]) => {
  const terminal = captured();
  const code = await runCommand(spec, [...args, '--cwd', cwd], terminal);
  return { code, out: terminal.stdout() };
};

const alone = (): string => folderWith([['package.json', '{ "name": "tool", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }'], ['main.js', "require('express')().listen(1);\n"]]);

interface Document {
  readonly root: string;
  readonly summary: { readonly errors: number };
  readonly findings: readonly { readonly rule: string; readonly location: { readonly file: string } }[];
}
const parse = (text: string): Document => JSON.parse(text) as Document;

describe('ms lint', () => {
  it('fails on errors, passes when they are turned down', async () => {
    const root = systemFolder('express-axios');
    expect(await run(lint, root)).toMatchObject({ code: 1, out: expect.stringContaining('error no-timeout (1)') as string });
    expect((await run(lint, root, '--rule', 'no-timeout=warn')).code).toBe(0);
    expect((await run(lint, root, '--rule', 'no-timeout=off', '--max-warnings', '0')).code).toBe(1);
  });

  it('is clean on a clean system', async () => {
    expect(await run(lint, systemFolder('fastify-guarded'), '--max-warnings', '0')).toMatchObject({ code: 0, out: expect.stringContaining('0 errors, 0 warnings') as string });
  });

  it('gives the JSON document by --format json and by --json, with paths relative to the root', async () => {
    const root = systemFolder('express-axios');
    const { out } = await run(lint, join(root, 'cart'), '..', '--format', 'json');
    expect(parse(out)).toMatchObject({ root: '..', summary: { errors: 1 } });
    expect(parse(out).findings[0]).toMatchObject({ rule: 'no-timeout', location: { file: 'orders/src/index.js' } });
    expect(parse((await run(lint, root, '--json')).out).root).toBe('.');
  });

  it('takes several folders below their common parent', async () => {
    const root = systemFolder('express-axios');
    expect(parse((await run(lint, root, 'orders', 'stock', '--json')).out).findings.map(({ location }) => location.file)).toContain('orders/src/index.js');
  });

  it('writes to --output and prints nothing', async () => {
    const root = systemFolder('express-axios');
    expect((await run(lint, root, '--json', '--output', 'reports/lint.json')).out).toBe('');
    expect(parse(readFileSync(join(root, 'reports/lint.json'), 'utf8')).summary.errors).toBe(1);
  });

  it('heeds a configuration', async () => {
    const root = systemFolder('express-axios');
    const config = folderWith([['ms.config.json', '{ "lint": { "rules": { "no-timeout": "info" } } }'], ['bad.json', '{ "lint": { "rules": { "no-timout": "info" } } }'], ['broken.json', '{']]);
    expect((await run(lint, root, '--config', join(config, 'ms.config.json'))).code).toBe(0);
    await expect(run(lint, root, '--config', join(config, 'bad.json'))).rejects.toMatchObject({ code: 2, hint: 'Did you mean no-timeout?' });
    await expect(run(lint, root, '--config', join(config, 'broken.json'))).rejects.toMatchObject({ code: 2 });
    await expect(run(lint, root, '--config', 'none.ts')).rejects.toMatchObject({ code: 2 });
  });

  it.each([
    [['nowhere'], 2, 'there is no folder nowhere'],
    [['package.json'], 2, 'package.json is a file'],
    [['--rule', 'no-timout=off'], 2, 'there is no rule "no-timout"'],
    [['--rule', 'no-timeout=loud'], 2, '--rule no-timeout=loud is not <id>=<level>'],
    [['--max-warnings', 'few'], 2, '--max-warnings few is no number'],
    [['--format', 'xml'], 2, expect.stringContaining("argument 'xml' is invalid") as string],
    [[], 3, 'only one service (tool) was found in .: that is no system of services, and nothing was analysed'],
  ])('refuses %j with exit %i', async (args, code, message) => {
    await expect(run(lint, alone(), ...args)).rejects.toMatchObject({ code, message });
  });

  it.each([
    ['json', '"code": 3'],
    ['sarif', '"executionSuccessful": false'],
    ['github', '::error title=ms lint::no service was found'],
    ['gitlab', '"severity": "blocker"'],
    ['junit', '<error message="no service was found in .: nothing was analysed"'],
    ['markdown', 'nothing was analysed'],
  ])('says in %s that nothing was analysed', async (format, said) => {
    expect(await run(lint, folderWith([['README.md', '# nothing']]), '--format', format)).toMatchObject({ code: 3, out: expect.stringContaining(said) as string });
  });

  it('refuses a folder without services', async () => {
    await expect(run(lint, folderWith([['README.md', '# nothing']]))).rejects.toMatchObject({ code: 3, message: 'no service was found in .: nothing was analysed' });
  });
});

describe('ms graph', () => {
  it('prints mermaid and JSON', async () => {
    const root = systemFolder('express-axios');
    expect((await run(graph, root)).out).toContain('flowchart LR');
    expect(JSON.parse((await run(graph, root, '--format', 'json')).out)).toMatchObject({ version: 1, calls: [{ from: 'orders', to: 'cart', timeout: false }, { from: 'orders', to: 'stock', timeout: true }] });
  });
});

describe('ms explain', () => {
  it('prints the page of a rule, lists them all, and names the nearest for a slip', async () => {
    expect((await run(explain, '.', 'no-timeout')).out).toContain('## How to fix');
    expect((await run(explain, '.')).out.split('\n')).toHaveLength(knownRules.length);
    await expect(run(explain, '.', 'no-timout')).rejects.toMatchObject({ code: 2, hint: 'Did you mean no-timeout?' });
  });
});

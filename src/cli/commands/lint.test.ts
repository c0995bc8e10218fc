import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../../test/support/run-command.ts';
import { folderWith, systemFolder } from '../../../test/support/system-folder.ts';
import { knownRules } from '../lint/described-rules.ts';
import { command as explain } from './explain.ts';
import { command as graph } from './graph.ts';
import { command as lint } from './lint.ts';


const alone = (): string => folderWith([['package.json', '{ "name": "tool", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }'], ['main.js', "require('express')().listen(1);\n"]]);

interface Document {
  readonly root: string;
  readonly summary: { readonly errors: number };
  readonly findings: readonly { readonly rule: string; readonly suppressed: object | null; readonly location: { readonly file: string } }[];
}
const parse = (text: string): Document => JSON.parse(text) as Document;

describe('ms lint', () => {
  it('fails on errors, passes when they are turned down', async () => {
    const root = systemFolder('express-axios');
    expect(await runIn(root, lint)).toMatchObject({ code: 1, out: expect.stringContaining('error no-timeout (1)') as string });
    expect((await runIn(root, lint, '--rule', 'no-timeout=warn')).code).toBe(0);
    expect((await runIn(root, lint, '--rule', 'no-timeout=off', '--max-warnings', '0')).code).toBe(1);
  });

  it('is clean on a clean system', async () => {
    expect(await runIn(systemFolder('fastify-guarded'), lint, '--max-warnings', '0')).toMatchObject({ code: 0, out: expect.stringContaining('0 errors, 0 warnings') as string });
  });

  it('gives the JSON document by --format json and by --json, with paths relative to the root', async () => {
    const root = systemFolder('express-axios');
    const { out } = await runIn(join(root, 'cart'), lint, '..', '--format', 'json');
    expect(parse(out)).toMatchObject({ root: '..', summary: { errors: 1 } });
    expect(parse(out).findings[0]).toMatchObject({ rule: 'no-timeout', location: { file: 'orders/src/index.js' } });
    expect(parse((await runIn(root, lint, '--json')).out).root).toBe('.');
  });

  it('takes several folders below their common parent', async () => {
    const root = systemFolder('express-axios');
    expect(parse((await runIn(root, lint, 'orders', 'stock', '--json')).out).findings.map(({ location }) => location.file)).toContain('orders/src/index.js');
  });

  it('writes to --output and prints nothing', async () => {
    const root = systemFolder('express-axios');
    expect((await runIn(root, lint, '--json', '--output', 'reports/lint.json')).out).toBe('');
    expect(parse(readFileSync(join(root, 'reports/lint.json'), 'utf8')).summary.errors).toBe(1);
  });

  it('heeds a configuration', async () => {
    const root = systemFolder('express-axios');
    const config = folderWith([['ms.config.json', '{ "lint": { "rules": { "no-timeout": "info" } } }'], ['bad.json', '{ "lint": { "rules": { "no-timout": "info" } } }'], ['broken.json', '{']]);
    expect((await runIn(root, lint, '--config', join(config, 'ms.config.json'))).code).toBe(0);
    await expect(runIn(root, lint, '--config', join(config, 'bad.json'))).rejects.toMatchObject({ code: 2, hint: 'Did you mean no-timeout?' });
    await expect(runIn(root, lint, '--config', join(config, 'broken.json'))).rejects.toMatchObject({ code: 2 });
    await expect(runIn(root, lint, '--config', 'none.ts')).rejects.toMatchObject({ code: 2 });
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
    await expect(runIn(alone(), lint, ...args)).rejects.toMatchObject({ code, message });
  });

  it.each([
    ['json', '"code": 3'],
    ['sarif', '"executionSuccessful": false'],
    ['github', '::error title=ms lint::no service was found'],
    ['gitlab', '"severity": "blocker"'],
    ['junit', '<error message="no service was found in .: nothing was analysed"'],
    ['markdown', 'nothing was analysed'],
  ])('says in %s that nothing was analysed', async (format, said) => {
    expect(await runIn(folderWith([['README.md', '# nothing']]), lint, '--format', format)).toMatchObject({ code: 3, out: expect.stringContaining(said) as string });
  });

  it('refuses a folder without services', async () => {
    await expect(runIn(folderWith([['README.md', '# nothing']]), lint)).rejects.toMatchObject({ code: 3, message: 'no service was found in .: nothing was analysed' });
  });
});

describe('ms lint with a baseline', () => {
  const baselineOf = (root: string) => JSON.parse(readFileSync(join(root, 'ms-baseline.json'), 'utf8')) as { readonly findings: readonly { readonly rule: string; readonly owner?: string }[] };
  const edit = (root: string, path: string, change: (text: string) => string) => { writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8'))); };

  it('accepts what is found now, only when told so', async () => {
    const root = systemFolder('express-axios');
    await expect(runIn(root, lint, '--update-baseline')).rejects.toMatchObject({ code: 2, message: 'there is no baseline ms-baseline.json' });
    expect(await runIn(root, lint, '--update-baseline=all', '--max-warnings', '0')).toMatchObject({ code: 0 });
    expect(baselineOf(root).findings.map(({ rule }) => rule)).toContain('no-timeout');
    const first = readFileSync(join(root, 'ms-baseline.json'), 'utf8');
    expect(await runIn(root, lint, '--max-warnings', '0')).toMatchObject({ code: 0, out: expect.stringContaining('0 errors, 0 warnings') as string });
    expect((await runIn(root, lint, '--no-baseline')).code).toBe(1);
    expect([(await runIn(root, lint, '--update-baseline=all')).code, readFileSync(join(root, 'ms-baseline.json'), 'utf8')]).toEqual([0, first]);
  });

  it('reports what is stale and only shrinks', async () => {
    const root = systemFolder('express-axios');
    await runIn(root, lint, '--update-baseline=all');
    edit(root, 'ms-baseline.json', (text) => text.replaceAll(/("fingerprint": "[^"]+")/g, '$1,\n      "owner": "team-a"'));
    const before = baselineOf(root).findings.length;
    edit(root, 'orders/src/index.js', (text) => text.replace("require('express')", "require('express'); fetch('http://cart:4002/v1/x')").replace(/axios\.get\(([^)]*)\)/, 'axios.get($1, { timeout: 1000 })'));
    const { out } = await runIn(root, lint, '--json');
    const found = parse(out).findings;
    expect(found.map(({ rule }) => rule)).toContain('stale-baseline');
    const open = found.filter(({ rule, suppressed }) => rule === 'no-timeout' && suppressed === null).length;
    await runIn(root, lint, '--update-baseline');
    const after = baselineOf(root).findings;
    expect([after.length < before, after.every(({ owner }) => owner === 'team-a')]).toEqual([true, true]);
    const again = parse((await runIn(root, lint, '--json')).out).findings;
    expect(again.map(({ rule }) => rule)).not.toContain('stale-baseline');
    expect(again.filter(({ rule, suppressed }) => rule === 'no-timeout' && suppressed === null)).toHaveLength(open);
  });

  it('takes another path from the command line or the configuration', async () => {
    const root = systemFolder('express-axios');
    await runIn(root, lint, '--baseline', 'quality/known.json', '--update-baseline=all');
    expect((await runIn(root, lint)).code).toBe(1);
    writeFileSync(join(root, 'ms.config.json'), '{ "lint": { "baseline": "quality/known.json" } }');
    expect((await runIn(root, lint)).code).toBe(0);
    await expect(runIn(root, lint, '--baseline', 'none.json')).rejects.toMatchObject({ code: 2, message: 'there is no baseline none.json' });
  });

  it('refuses a broken one, and to shrink by a part of the system', async () => {
    const root = systemFolder('express-axios');
    writeFileSync(join(root, 'ms-baseline.json'), '{ "version": 1, "findings": [{ "rule": "no-timeout" }] }');
    await expect(runIn(root, lint)).rejects.toMatchObject({ code: 2, message: 'ms-baseline.json is no baseline: entry 1: its fingerprint, file, message must be text' });
    writeFileSync(join(root, 'ms-baseline.json'), '{ "version": 1, "findings": [] }');
    await expect(runIn(root, lint, 'orders', 'cart', '--update-baseline')).rejects.toMatchObject({ code: 2 });
  });
});

describe('ms lint with a configuration', () => {
  const configured = (lintConfig: object, name = 'ms.config.json', text = JSON.stringify({ $schema: './x.json', lint: lintConfig })): string => {
    const root = systemFolder('express-axios');
    writeFileSync(join(root, name), text);
    return root;
  };

  it('takes ms.config.json and ms.config.ts, and neither with --no-config', async () => {
    const off = { rules: { 'no-timeout': 'off' } };
    expect((await runIn(configured(off), lint)).code).toBe(0);
    expect((await runIn(configured({}, 'ms.config.ts', `export default { lint: ${JSON.stringify(off)} } satisfies object;\n`), lint)).code).toBe(0);
    expect((await runIn(configured(off), lint, '--no-config')).code).toBe(1);
    expect((await runIn(configured({}, 'ms.config.ts', 'throw new Error("executed");'), lint, '--no-config')).code).toBe(1);
  });

  it.each([
    ['{ "lnit": {} }', 'lnit is no key of the configuration', 'Did you mean lint?'],
    ['{ "dev": { "port": {} } }', 'dev.port is no key of the configuration', 'Did you mean ports?'],
    ['{ "dev": { "ports": { "a": 0 } } }', 'dev.ports is not valid', 'Give each service a port from 1 to 65535.'],
    ['{ "lint": { "rules": { "no-timout": "off" } } }', 'there is no rule "no-timout"', 'Did you mean no-timeout?'],
    ['{ "lint": { "dependencies": { "ordrs": [] } } }', 'lint.dependencies names "ordrs", which is no service', 'Did you mean orders?'],
    ['[]', expect.stringContaining('exports no configuration') as string, expect.any(String) as string],
  ])('refuses %s', async (text, message, hint) => {
    await expect(runIn(configured({}, 'ms.config.json', text), lint)).rejects.toMatchObject({ code: 2, message, hint });
  });
});

describe('ms graph', () => {
  it('prints mermaid and JSON', async () => {
    const root = systemFolder('express-axios');
    expect((await runIn(root, graph)).out).toContain('flowchart LR');
    expect(JSON.parse((await runIn(root, graph, '--format', 'json')).out)).toMatchObject({ version: 1, calls: [{ from: 'orders', to: 'cart', timeout: false }, { from: 'orders', to: 'stock', timeout: true }] });
  });
});

describe('ms explain', () => {
  it('prints the page of a rule, lists them all, and names the nearest for a slip', async () => {
    expect((await runIn('.', explain, 'no-timeout')).out).toContain('## How to fix');
    expect((await runIn('.', explain)).out.split('\n')).toHaveLength(knownRules.length);
    await expect(runIn('.', explain, 'no-timout')).rejects.toMatchObject({ code: 2, hint: 'Did you mean no-timeout?' });
  });
});

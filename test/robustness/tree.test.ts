import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, runMs } from '../support/run-ms.ts';
import { folderWith } from '../support/system-folder.ts';

const manifest = (name: unknown): string => JSON.stringify({ name, scripts: { start: 'node main.js' }, dependencies: { express: '5' } });

/** Two ordinary services, one calling the other without a timeout, amid everything that a tree can hold. */
const hostileTree = (): string => {
  const root = folderWith([
    ['orders/package.json', manifest('orders')],
    ['orders/main.js', "const app = require('express')(); app.get('/v1/orders', async (q, r) => r.json(await fetch('http://stock:3001/v1/items'))); app.listen(3000);\n"],
    ['stock/package.json', manifest('stock')],
    ['stock/main.js', "const app = require('express')(); app.get('/v1/items', (q, r) => r.json([])); app.listen(3001);\n"],
    ['compose.yaml', 'services:\n  orders: { build: orders }\n  stock: { build: stock, ports: ["3001:3001"] }\n  "evil\\e[2J\\n": { build: escape }\n'],
    ['broken.yaml', 'a: [\n  {{ .Values.x }}: *nowhere\n\tb: "'],
    ['bomb.yaml', `a: &a [x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: &${index === 0 ? 'b0' : `b${index}`} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]`).join('\n')}\n`],
    ['orders/broken.js', 'const = (((('],
    ['orders/deep.js', '('.repeat(100_000)],
    ['orders/binary.js', '\u0000\u0001\u0002'],
    ['orders/huge.js', 'x'.repeat(1_000_001)],
    ['list/package.json', '[]'],
    ['null/package.json', 'null'],
    ['text/package.json', '"x"'],
    ['proto/package.json', '{ "__proto__": { "name": "polluted" }, "constructor": 1, "name": "__proto__", "scripts": { "start": "node main.js" }, "dependencies": { "express": "5" } }'],
    ['proto/main.js', "require('express')().listen(1)"],
    ['escape/package.json', manifest('a\nb\u001b[2J')],
    ['escape/main.js', "require('express')().listen(2); fetch('http://stock:3001/v1/items')"],
    ['tsconfig.json', '{ "extends": "./tsconfig.json", "compilerOptions": { "baseUrl": ".", "paths": { "*": ["*"], "@/*": ["../../../../etc/*"] } } }'],
    ['orders/a\u001b[31m\n.js', "module.exports = () => fetch('http://stock:3001/v1/items/\u001b[2J')"],
  ]);
  symlinkSync(root, join(root, 'orders/circle'));
  symlinkSync('/etc', join(root, 'orders/outside'));
  execFileSync('mkfifo', [join(root, 'orders/pipe.js'), join(root, 'Dockerfile'), join(root, 'stock/.env')]);
  mkdirSync(join(root, 'orders/folder.js'));
  writeFileSync(join(root, 'orders/shut.js'), 'x');
  mkdirSync(join(root, 'stock/shut'));
  for (const path of ['orders/shut.js', 'stock/shut']) chmodSync(join(root, path), 0);
  onTestFinished(() => { chmodSync(join(root, 'stock/shut'), 0o700); });
  return root;
};

/** Control characters that are neither line ends nor tabs. */
const command = /[^\P{Cc}\n\t]/u;

/** Root may read everything. */
const asNobody = process.getuid?.() === 0 ? { under: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] } : {};

interface Document {
  readonly findings: readonly { readonly rule: string; readonly services: readonly string[] }[];
  readonly coverage: { readonly skipped: readonly { readonly file: string; readonly reason: string }[] };
}

describe('a hostile tree', () => {
  it('gives the findings of what can be read, and a note for each file that can not', async () => {
    const root = hostileTree();
    execFileSync('chmod', ['a+rx', root]);
    const { code, stdout, stderr } = await runMs(['lint', '--json', '--no-config', '--no-cache'], { cwd: root, killAfter: 50_000, ...asNobody });
    expect(stderr).not.toMatch(/bug|at .*\.ts:\d+/);
    expect(code).toBe(1);
    const { findings, coverage } = JSON.parse(stdout) as Document;
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'no-timeout', services: ['orders', 'stock'] }));
    expect(coverage.skipped).toEqual(expect.arrayContaining([
      { file: 'orders/binary.js', reason: 'it is binary' },
      { file: 'orders/broken.js', reason: expect.stringContaining('it cannot be parsed') },
      { file: 'orders/deep.js', reason: 'it is nested too deeply' },
      { file: 'orders/huge.js', reason: 'it is larger than 1 MB' },
      { file: 'orders/shut.js', reason: 'it cannot be read (EACCES)' },
      { file: 'stock/shut', reason: 'it cannot be read (EACCES)' },
    ]));
  });

  it.each(['pretty', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'])('sends no escape of its own to a terminal: lint --format %s', async (format) => {
    const { stdout } = await runMs(['lint', '--format', format, '--no-config', '--no-cache'], { cwd: hostileTree(), killAfter: 50_000 });
    expect(stdout).toContain('stock');
    expect(stdout).not.toMatch(command);
  });

  it.each(['mermaid', 'dot', 'html', 'json'])('sends no escape of its own to a terminal: graph --format %s', async (format) => {
    const { code, stdout } = await runMs(['graph', '--format', format, '--no-config'], { cwd: hostileTree(), killAfter: 50_000 });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(command);
  });

  it('sends none either when it lists the services', async () => {
    const { stdout } = await runMs(['list'], { cwd: hostileTree(), killAfter: 50_000 });
    expect(stdout).not.toMatch(command);
  });
});

describe('twenty thousand files', () => {
  it('are read in bounded time', async () => {
    const root = emptyFolder();
    const system = folderWith([['a/package.json', manifest('a')], ['a/main.js', "require('express')().listen(1)"], ['b/package.json', manifest('b')], ['b/main.js', "require('express')().listen(1)"]]);
    execFileSync('cp', ['-r', join(system, 'a'), join(system, 'b'), root]);
    for (let folder = 0; folder < 200; folder += 1) {
      mkdirSync(join(root, 'a', `f${folder}`));
      for (let file = 0; file < 100; file += 1) writeFileSync(join(root, 'a', `f${folder}`, `${file}.ts`), file % 10 === 0 ? 'export const x = 1;' : '');
    }
    const { code, stdout } = await runMs(['lint', '--json', '--no-config', '--no-cache'], { cwd: root, killAfter: 240_000 });
    expect(code).toBeLessThan(2);
    expect(JSON.parse(stdout)).toMatchObject({ coverage: { files: 20_002 } });
  }, 300_000);
});

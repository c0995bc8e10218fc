import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';

/** `npm run build`: the chassis compiled and packed into `dist/chassis.tgz`, as `ms add-client` puts it into a repository that it did not make. */

const root = import.meta.dirname;
const read = (...path: readonly string[]): Record<string, unknown> => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Record<string, unknown>;

/** Packages that the compiled files import: of the chassis' dependencies only those come along. */
const imported = (dist: string): ReadonlySet<string> => {
  const texts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:js|d\.ts)$/.test(path)).map((path) => readFileSync(join(dist, path), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/(?:from |import\(|import )['"]((?:@[^/'"]+\/)?[^./'"][^/'"]*)/g)].map(([, name = '']) => name)));
};

const used = (dependencies: unknown, names: ReadonlySet<string>): object => Object.fromEntries(Object.entries(dependencies as Readonly<Record<string, string>>).filter(([name]) => names.has(name)));

const folder = mkdtempSync(join(tmpdir(), 'ms-chassis-'));
try {
  const template = join(root, 'templates', 'installed');
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', template, '--outDir', join(folder, 'dist')], { stdio: 'inherit' });
  const { version } = read('package.json');
  const { dependencies } = read('templates', 'chassis', 'package.json');
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...read('templates', 'installed', 'package.json'), version, dependencies: used(dependencies, imported(join(folder, 'dist'))) }, null, 2)}\n`);
  copyFileSync(join(template, 'index.d.cts'), join(folder, 'index.d.cts'));
  create({ cwd: folder, file: join(root, 'dist', 'chassis.tgz'), prefix: 'package', portable: true, sync: true, gzip: { level: 9 }, mtime: new Date(0) }, ['package.json', 'index.d.cts', 'dist']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

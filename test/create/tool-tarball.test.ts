import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { list } from 'tar';
import { expect, test } from 'vitest';
import { toolTarball } from '../../src/files/tool-tarball.ts';

const root = join(import.meta.dirname, '..', '..');

const entriesOf = async (tarball: Uint8Array): Promise<readonly string[]> => {
  const paths: string[] = [];
  const parser = list({ onReadEntry: ({ path }) => { paths.push(path.replace(/^package\//, '')); } });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(Buffer.from(tarball));
  });
  return paths.filter((path) => !path.endsWith('/')).toSorted();
};

/** What a system keeps under `.ms/` and what npm would publish are one thing: a file that only one of them has is missing somewhere. */
test('the tarball of a system holds what npm packs', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, maxBuffer: 10_000_000 });
  const packed = JSON.parse(stdout) as readonly { files: readonly { path: string }[] }[] | Record<string, { files: readonly { path: string }[] }>;
  const [npm] = Object.values(packed);
  expect(await entriesOf(toolTarball())).toEqual(npm?.files.map(({ path }) => path).toSorted());
});

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { run } from './measure.ts';

const root = join(import.meta.dirname, '..');

/** `ms` as users have it: packed and unpacked. In a checkout it would look first whether a source is newer than the bundle. */
export const packedTool = async (): Promise<string> => {
  const folder = join(root, '.cache', 'bench', 'tool');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run({ file: 'npm', args: ['run', 'build'], cwd: root });
  await run({ file: 'npm', args: ['pack', '--ignore-scripts', '--pack-destination', folder], cwd: root });
  const packed = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  await extract({ file: join(folder, packed), cwd: folder });
  return join(folder, 'package', 'bin', 'ms.js');
};

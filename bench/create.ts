import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { interleave, print, wall, type Contestant } from './measure.ts';
import { packedTool } from './packed-tool.ts';
import { peers } from './peers.ts';

/** A whole system without install, against one app of the peers without install. */
export const create = async (): Promise<void> => {
  const bin = join(await peers(), 'node_modules');
  const launcher = join(dirname(await packedTool()), 'create-microservice.js');
  const inFreshFolder = (name: string, args: readonly string[]): Contestant => ({
    name,
    round: async () => {
      const cwd = mkdtempSync(join(tmpdir(), 'ms-bench-'));
      try {
        return await wall({ file: process.execPath, args, cwd });
      } finally {
        rmSync(cwd, { recursive: true, force: true });
      }
    },
  });
  print('create without install', 'ms wall', await interleave([
    inFreshFolder('nest new --skip-install (1 app)', [join(bin, '@nestjs', 'cli', 'bin', 'nest.js'), 'new', 'my-shop', '--skip-install', '--skip-git', '--package-manager', 'npm']),
    inFreshFolder('ms create shop (4 services)', [launcher, 'my-shop', '--preset', 'shop', '--yes', '--no-install', '--no-git']),
    inFreshFolder('ms create minimal (2 services)', [launcher, 'my-shop', '--preset', 'minimal', '--yes', '--no-install', '--no-git']),
    inFreshFolder('create-vite vanilla-ts (1 page)', [join(bin, 'create-vite', 'index.js'), 'my-shop', '--template', 'vanilla-ts', '--no-interactive']),
  ]));
};

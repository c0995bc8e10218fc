import { join } from 'node:path';
import { interleave, print, wall, type Contestant } from './measure.ts';
import { packedTool } from './packed-tool.ts';
import { peers } from './peers.ts';

const node = process.execPath;

/** `ms --help` against an empty node process and against the help of the peers. */
export const startup = async (): Promise<void> => {
  const [bin, ms] = [join(await peers(), 'node_modules'), await packedTool()];
  const command = (name: string, ...args: string[]): Contestant => ({ name, round: async () => wall({ file: node, args }) });
  print('help', 'ms wall', await interleave([
    command('node, empty', '-e', '0'),
    command('ms --help', ms, '--help'),
    command('ms --version', ms, '--version'),
    command('create-vite --help', join(bin, 'create-vite', 'index.js'), '--help'),
    command('nest --help', join(bin, '@nestjs', 'cli', 'bin', 'nest.js'), '--help'),
  ], 11));
};

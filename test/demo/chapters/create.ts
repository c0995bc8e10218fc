import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chapter, command, holds, say } from '../story.ts';
import { execute, type System } from '../system.ts';

const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'create-microservice.js');

export const createSystem = async (parent: string): Promise<System> => {
  chapter('One command makes a system');
  command('npx create-microservice my-shop --preset shop --yes');
  const begin = performance.now();
  const { code, err } = await execute([launcher, 'my-shop', '--preset', 'shop', '--pm', 'npm', '--yes'], parent);
  holds(code === 0, `created and installed in ${((performance.now() - begin) / 1000).toFixed(1)} s`, err);
  const dir = join(parent, 'my-shop');
  say(`services: ${readdirSync(join(dir, 'services')).join(', ')}; each with its own contract, database and tests`);
  return { dir };
};

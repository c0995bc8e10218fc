import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chapter, command, holds, say } from '../story.ts';
import { execute, type System } from '../system.ts';

const launcher = join(import.meta.dirname, '..', '..', '..', 'bin', 'create-microservice.js');

export const createSystem = async (parent: string, preset: 'minimal' | 'shop' = 'shop'): Promise<System> => {
  chapter('One command makes a system');
  command(`npx create-microservice my-${preset} --preset ${preset} --yes`);
  const begin = performance.now();
  const { code, err } = await execute([launcher, `my-${preset}`, '--preset', preset, '--pm', 'npm', '--yes'], parent);
  holds(code === 0, `created and installed in ${((performance.now() - begin) / 1000).toFixed(1)} s`, err);
  const dir = join(parent, `my-${preset}`);
  say(`services: ${readdirSync(join(dir, 'services')).join(', ')}; each with its own contract, database and tests`);
  return { dir };
};

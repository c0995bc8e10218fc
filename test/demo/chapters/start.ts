import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { parseEnv } from 'node:util';
import { BrokenStory, chapter, command, eventually, holds, say } from '../story.ts';
import { msOf, type Running, type System } from '../system.ts';
import { signToken } from '../token.ts';

const tokenFor = ({ dir }: System): string => {
  const env = parseEnv(readFileSync(join(dir, '.env'), 'utf8'));
  const claims = { sub: 'customer-1', exp: Math.floor(Date.now() / 1000) + 600, ...(env['JWT_ISSUER'] ? { iss: env['JWT_ISSUER'] } : {}), ...(env['JWT_AUDIENCE'] ? { aud: env['JWT_AUDIENCE'] } : {}) };
  return signToken(claims, env['JWT_SECRET'] ?? '');
};

const urlIn = (output: string, name: string): string => {
  const url = new RegExp(`\\b${name}\\b\\s+(http://\\S+)`).exec(output)?.[1];
  if (url === undefined) throw new BrokenStory(`ms dev printed no URL of the ${name}\n${output}`);
  return url;
};

export const startSystem = async (system: System): Promise<Running> => {
  chapter('All of it starts, without Docker');
  command('npm run dev');
  const begin = performance.now();
  const dev = spawn(process.execPath, [msOf(system), 'dev', '--no-color'], {
    cwd: system.dir,
    env: { ...process.env, BREAKER_HALF_OPEN_AFTER_MS: '2000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  dev.stdout.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  dev.stderr.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  try {
    await eventually('ms dev is ready', async () => {
      if (dev.exitCode !== null) throw new BrokenStory(`ms dev ended with ${dev.exitCode}\n${output}`);
      return /ready in/.test(output) ? true : undefined;
    }, 60_000);
  } catch (error) {
    dev.kill('SIGKILL');
    say(output);
    throw error;
  }
  holds(true, `${readdirSync(join(system.dir, 'services')).join(', ')} and what they need are ready after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return { ...system, dev, gateway: urlIn(output, 'gateway'), page: urlIn(output, 'page'), token: tokenFor(system) };
};

export const stopSystem = async ({ dev }: Running): Promise<void> => {
  chapter('Ctrl-C ends it');
  const exited = once(dev, 'exit');
  dev.kill('SIGINT');
  await Promise.race([exited, new Promise((_, reject) => { setTimeout(() => { reject(new BrokenStory('ms dev did not end within 20 s')); }, 20_000).unref(); })]);
  holds(dev.exitCode === 130 || dev.exitCode === 0, `ms dev ended with ${String(dev.exitCode)}`);
};

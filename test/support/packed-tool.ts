import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const repository = join(import.meta.dirname, '..', '..');

/** Servers of this machine are hidden: what a user has is what comes with the packages. */
const { POSTGRES_URL: _postgres, RABBITMQ_URL: _rabbitmq, CONSUL_URL: _consul, REDIS_URL: _redis, ...machine } = process.env;

export interface PackedTool {
  readonly environment: () => NodeJS.ProcessEnv;
  /** What a program prints; rejects with everything it said when it fails. */
  readonly run: (cwd: string, file: string, ...args: readonly string[]) => Promise<string>;
  /** Packs the tool as npm would publish it, and installs it with others. */
  readonly install: (...more: readonly string[]) => Promise<void>;
}

/** The packed tool below a folder, as a user has it. */
export const packedTool = (place: string): PackedTool => {
  const tools = join(place, 'tools');
  const environment = (): NodeJS.ProcessEnv => ({
    ...machine,
    PATH: [join(tools, 'node_modules', '.bin'), dirname(process.execPath), machine['PATH']].join(delimiter),
    FORCE_COLOR: '0',
    NODE_ENV: undefined, VITEST: undefined, NODE_OPTIONS: undefined,
    GIT_AUTHOR_NAME: 'A Tester', GIT_AUTHOR_EMAIL: 'tester@example.invalid', GIT_COMMITTER_NAME: 'A Tester', GIT_COMMITTER_EMAIL: 'tester@example.invalid',
  });
  const run: PackedTool['run'] = async (cwd, file, ...args) => {
    const { stdout } = await promisify(execFile)(file, args, { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 }).catch((error: unknown) => {
      const { stdout: said, stderr } = error as { readonly stdout: string; readonly stderr: string };
      throw new Error(`${[file, ...args].join(' ')} failed in ${cwd}\n${said}\n${stderr}`, { cause: error });
    });
    return stdout;
  };
  const install: PackedTool['install'] = async (...more) => {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'package.json'), '{ "private": true }');
    const packed = await run(repository, 'npm', 'pack', '--json', '--silent', '--pack-destination', place);
    const [{ filename } = { filename: '' }] = JSON.parse(packed.slice(packed.indexOf('['))) as readonly { readonly filename: string }[];
    await run(tools, 'npm', 'install', '--silent', join(place, filename), ...more);
  };
  return { environment, run, install };
};

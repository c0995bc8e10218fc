import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { isCheckout, packageRoot } from './package-root.ts';
import { exists, readText } from './text-file.ts';

const names = ['ms.config.ts', 'ms.config.mts', 'ms.config.js', 'ms.config.mjs'] as const;
const ours = new Set(['create-microservice', 'create-microservice/config']);

/** A configuration gets `defineConfig` from the tool that reads it, installed or not. */
const answerOwnName = (): { readonly deregister: () => void } => {
  const url = pathToFileURL(join(packageRoot, isCheckout ? 'src/config.ts' : 'dist/config.js')).href;
  return registerHooks({ resolve: (specifier, context, next) => (ours.has(specifier) ? { url, shortCircuit: true } : next(specifier, context)) });
};

const evaluate = async (path: string): Promise<unknown> => {
  if (path.endsWith('.json')) return JSON.parse(readText(path) ?? '');
  const hooks = answerOwnName();
  try {
    const loaded: unknown = await import(pathToFileURL(path).href);
    return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
  } finally {
    hooks.deregister();
  }
};

const pathOf = (root: string, cwd: string, given: string | undefined): string | undefined => {
  if (given === undefined) return names.map((name) => join(root, name)).find(exists);
  const path = resolve(cwd, given);
  if (!exists(path)) throw new UserError(ExitCode.usage, `there is no configuration file ${given}`, 'Give the path of an existing ms.config.ts, .js or .json.');
  return path;
};

/**
 * What `--config`, else `ms.config.ts` at the root of the system, exports; an empty configuration where there is none.
 * Its parts are not checked here: each command checks what it reads.
 * @throws UserError (exit 2) for a file that is missing or broken
 */
export const loadConfig = async (root: string, cwd: string = root, given?: string): Promise<Config> => {
  const path = pathOf(root, cwd, given);
  if (path === undefined) return {};
  const config = await evaluate(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(ExitCode.usage, `${path} can not be loaded: ${reason}`, 'Repair the file.');
  });
  if (typeof config !== 'object' || config === null) {
    throw new UserError(ExitCode.usage, `${path} exports no configuration`, 'Write: export default defineConfig({ lint: { rules: {} } });');
  }
  return config;
};

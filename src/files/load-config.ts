import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../config.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { isRecord } from '../shared/is-record.ts';
import { requireKnownKeys } from '../shared/known-keys.ts';
import { isCheckout, packageRoot } from './package-root.ts';
import { exists, readText } from './text-file.ts';

const names = ['ms.config.ts', 'ms.config.mts', 'ms.config.js', 'ms.config.mjs', 'ms.config.json'] as const;
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

/**
 * The configuration file: `--config`, else the first of `ms.config.*` at the root; undefined where there is none, or with `--no-config`.
 * @throws UserError (exit 2) for a file that is named and missing
 */
export const configPath = (root: string, cwd: string = root, given?: string | false): string | undefined => {
  if (given === false) return undefined;
  if (given === undefined) return names.map((name) => join(root, name)).find(exists);
  const path = resolve(cwd, given);
  if (!exists(path)) throw new UserError(ExitCode.usage, `there is no configuration file ${given}`, 'Give the path of an existing ms.config.ts, .js or .json.');
  return path;
};

const isPort = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;

/** The keys that no command of its own checks. */
const checked = (value: unknown, path: string): Config => {
  if (!isRecord(value)) {
    throw new UserError(ExitCode.usage, `${path} exports no configuration`, 'Write: export default defineConfig({ lint: { rules: {} } });');
  }
  requireKnownKeys(value, ['$schema', 'lint', 'dev'], '');
  const { dev } = value;
  if (dev === undefined) return value;
  if (!isRecord(dev)) throw new UserError(ExitCode.usage, 'dev is not valid', 'Give an object { ports }.');
  requireKnownKeys(dev, ['ports'], 'dev');
  const { ports } = dev;
  if (ports !== undefined && !(isRecord(ports) && Object.values(ports).every(isPort))) throw new UserError(ExitCode.usage, 'dev.ports is not valid', 'Give each service a port from 1 to 65535.');
  return value;
};

/**
 * What a configuration file exports; an empty configuration where there is none. Its `lint` is checked by what knows the rules.
 * @throws UserError (exit 2) for a file that is broken or has a key that nobody reads
 */
export const readConfig = async (path: string | undefined): Promise<Config> => {
  if (path === undefined) return {};
  const config = await evaluate(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(ExitCode.usage, `${path} can not be loaded: ${reason}`, 'Repair the file.');
  });
  return checked(config, path);
};

/** The configuration of the system at a root. */
export const loadConfig = async (root: string): Promise<Config> => readConfig(configPath(root));

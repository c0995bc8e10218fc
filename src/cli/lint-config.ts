import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exists, readText } from '../files/text-file.ts';
import { parseLintConfig, type LintConfig } from '../lint/config.ts';
import { ExitCode, UserError } from '../shared/errors.ts';

const names = ['ms.config.ts', 'ms.config.mts', 'ms.config.js', 'ms.config.mjs'] as const;

const defaultExport = async (path: string): Promise<unknown> => {
  if (path.endsWith('.json')) return JSON.parse(readText(path) ?? '');
  const loaded: unknown = await import(pathToFileURL(path).href);
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
};

const load = async (path: string): Promise<unknown> => {
  try {
    return await defaultExport(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(ExitCode.usage, `${path} can not be loaded: ${reason}`, 'Repair the file, or give another one with --config.');
  }
};

const pathOf = (root: string, cwd: string, given: string | undefined): string | undefined => {
  if (given === undefined) return names.map((name) => join(root, name)).find(exists);
  const path = resolve(cwd, given);
  if (!exists(path)) throw new UserError(ExitCode.usage, `there is no configuration file ${given}`, 'Give the path of an existing ms.config.ts, .js or .json.');
  return path;
};

/**
 * The `lint` part of `--config`, else of `ms.config.ts` at the root of the system, else nothing.
 * @throws UserError (exit 2) for a file that is missing, broken or not valid
 */
export const loadLintConfig = async (root: string, cwd: string, given: string | undefined): Promise<LintConfig> => {
  const path = pathOf(root, cwd, given);
  if (path === undefined) return {};
  const config = await load(path);
  if (typeof config !== 'object' || config === null) {
    throw new UserError(ExitCode.usage, `${path} exports no configuration`, 'Write: export default defineConfig({ lint: { rules: {} } });');
  }
  return parseLintConfig('lint' in config ? config.lint : undefined);
};

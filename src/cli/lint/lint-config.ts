import { relative, sep } from 'node:path';
import { configPath, readConfig } from '../../files/load-config.ts';
import { withRuleOptions, type LintConfig } from '../../lint/config.ts';
import { parseLintConfig } from '../../lint/parse-config.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Declared, Model } from '../../system/model.ts';
import type { Invocation } from '../command.ts';
import { knownRules } from './described-rules.ts';
import { texts } from './flag-values.ts';

/** A checked configuration and where it stands, relative to the root. */
export interface OpenConfig {
  readonly config: LintConfig;
  readonly file: string | undefined;
}

const given = (value: unknown): string | false | undefined => (typeof value === 'string' || value === false ? value : undefined);

const rejectUnknownRules = (config: LintConfig): LintConfig => {
  const known = knownRules.map(({ id }) => id);
  const unknown = Object.keys(config.rules ?? {}).find((id) => !known.includes(id));
  if (unknown !== undefined) throw new UserError(ExitCode.usage, `there is no rule "${unknown}"`, didYouMean(unknown, known));
  return config;
};

/**
 * The configuration of a run: the file, and `--rule` over it.
 * @throws UserError (exit 2) that names what is wrong
 */
export const openConfig = async (root: string, { cwd, flags }: Pick<Invocation, 'cwd' | 'flags'>): Promise<OpenConfig> => {
  const path = configPath(root, cwd, given(flags['config']));
  const { lint } = await readConfig(path);
  const config = rejectUnknownRules(withRuleOptions(parseLintConfig(lint, knownRules), texts(flags['rule'])));
  return { config, file: path === undefined ? undefined : relative(root, path).split(sep).join('/') };
};

/** What the configuration says about the system itself. */
export const declaredIn = ({ dependencies, services = {} }: LintConfig): Declared => ({ dependencies: dependencies ?? null, services: Object.entries(services).map(([name, given]) => ({ name, role: null, ...(typeof given === 'string' ? { path: given } : given) })) });

/**
 * A declaration about a service that is not there holds for nobody.
 * @throws UserError (exit 2) with the nearest name
 */
export const requireDeclaredServices = ({ dependencies = {} }: LintConfig, { services }: Model): void => {
  const names = services.map(({ name }) => name);
  for (const [from, targets] of Object.entries(dependencies)) {
    const unknown = [from, ...targets].find((name) => !names.includes(name));
    if (unknown !== undefined) throw new UserError(ExitCode.usage, `lint.dependencies names "${unknown}", which is no service`, didYouMean(unknown, names));
  }
};

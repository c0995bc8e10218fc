import { parseDocument } from 'yaml';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { experimentSchema, type Experiment } from './experiment.ts';

const unusable = (file: string, what: string): UserError => new UserError(ExitCode.usage, `${file} is no experiment: ${what}`, 'docs/patterns/chaos-experiments.md says what one holds.');

const placed = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string => `${path.length === 0 ? 'the file' : path.map(String).join('.')}: ${message}`;

const hole = /\$\{(\w+)\}/g;

/** Fills `${NAME}` from the environment, in every text: a token does not belong into a file. */
const filled = (value: unknown, env: Readonly<Record<string, string | undefined>>, missing: Set<string>): unknown => {
  if (typeof value === 'string') {
    return value.replaceAll(hole, (_, name: string) => {
      const found = env[name];
      if (found === undefined || found === '') missing.add(name);
      return found ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, env, missing));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, env, missing)])) : value;
};

/** @throws UserError for a text that is no YAML, or whose aliases never end */
const valueOf = (text: string, file: string): unknown => {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) throw unusable(file, broken.message.split('\n')[0] ?? '');
  try {
    return document.toJS();
  } catch (error) {
    throw unusable(file, error instanceof Error ? error.message : String(error));
  }
};

/** An experiment from YAML or JSON. @throws UserError (exit 2) that names every mistake and its place */
export const parseExperiment = (text: string, file: string, env: Readonly<Record<string, string | undefined>>): Experiment => {
  const missing = new Set<string>();
  const value = filled(valueOf(text, file), env, missing);
  if (missing.size > 0) throw unusable(file, `the environment has no ${[...missing].join(', ')}`);
  const { success, data, error } = experimentSchema.safeParse(value);
  if (!success) throw unusable(file, error.issues.map(placed).join('; '));
  return data;
};

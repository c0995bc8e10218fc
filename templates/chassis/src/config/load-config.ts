import type { ZodError, ZodType, z } from 'zod';

/** Schemas by the name of the environment variable. */
export type ConfigShape = Readonly<Record<string, ZodType>>;
export type ConfigOf<Shape extends ConfigShape> = { readonly [Name in keyof Shape]: z.output<Shape[Name]> };
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not fit. Names every variable at once; never holds a value, because values may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** What is wrong, by variable. */
  readonly problems: Readonly<Record<string, string>>;

  constructor(problems: Readonly<Record<string, string>>) {
    const lines = Object.entries(problems).map(([variable, problem]) => `  ${variable}: ${problem}`);
    super(`The environment does not fit:\n${lines.join('\n')}\nEvery variable is described in .env.example.`);
    this.problems = problems;
  }
}

/**
 * Reads and validates the environment. An empty variable counts as absent, because `NAME=` in an env file means that.
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export const loadConfig = <const Shape extends ConfigShape>(shape: Shape, env: Environment = process.env): ConfigOf<Shape> => {
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const given = env[name] === '' ? undefined : env[name];
    const result = schema.safeParse(given);
    if (result.success) values[name] = result.data;
    else problems[name] = given === undefined ? 'is required' : describe(result.error);
  }
  if (Object.keys(problems).length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as ConfigOf<Shape>;
};

const describe = (error: ZodError): string => error.issues.map((issue) => issue.message).join('; ');

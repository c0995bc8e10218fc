import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a running `ms dev` has the parts around the services, for the commands that look into them. */
export interface RunningParts {
  readonly rabbitmq: string;
  /** The page, which has the levers of `ms chaos`. */
  readonly page: string;
  /** URL by service. */
  readonly databases: Readonly<Record<string, string>>;
}

const fileIn = (directory: string): string => join(directory, 'running.json');

/** URLs hold passwords: for their owner alone. Gives the function that takes it away. */
export const writeRunning = (directory: string, parts: RunningParts): (() => void) => {
  const file = fileIn(directory);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(parts), { mode: 0o600 });
  return () => { rmSync(file, { force: true }); };
};

/** Undefined where `ms dev` does not run in this system. After kill -9 of it the URLs are those of parts that are gone. */
export const readRunning = (root: string): RunningParts | undefined => {
  const file = fileIn(join(root, '.ms', 'dev'));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as RunningParts : undefined;
};

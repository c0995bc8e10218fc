import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeProblem } from './write-problem.ts';

/**
 * Writes what `--output` asks for; the folder is made, a report of an earlier run is replaced.
 * @throws UserError when the path can not be written
 */
export const writeReport = (path: string, contents: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  } catch (error) {
    throw writeProblem(error, path);
  }
};

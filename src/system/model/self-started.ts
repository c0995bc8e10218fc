import { isJobDecorator, startMethods } from '../libraries/jobs.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { decoratorsOf } from './nest.ts';
import type { System } from './system.ts';

/** A method that nobody calls because the clock or the start of the program does. */
export const selfStarted = (system: System, file: FileFacts, id: number): 'job' | 'startup' | null => {
  const found = file.functions[id];
  if (found?.class == null) return null;
  const isJob = decoratorsOf(system, file, found.decorators).some((one) => isJobDecorator(`${one.module}.${one.name}`));
  return isJob ? 'job' : startMethods.has(found.name ?? '') ? 'startup' : null;
};

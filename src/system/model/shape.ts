import type { Model } from '../model.ts';
import { readRetries } from './retries.ts';
import { readSharedLibraries } from './shared/libraries.ts';
import type { System } from './system.ts';
import { readNamedTables, readTables } from './tables/tables.ts';
import { readSizes, readTechnologies } from './technologies.ts';
import { ordered } from './ordered.ts';

/** What the services are made of and share. */
export const readShape = (system: System, { calls, stores }: Pick<Model, 'calls' | 'stores'>): Pick<Model, 'tables' | 'libraries' | 'retries' | 'sizes' | 'technologies'> => {
  const named = readNamedTables(system);
  return {
    tables: ordered(readTables(system, named, stores)),
    libraries: ordered(readSharedLibraries(system, named)),
    sizes: ordered(readSizes(system)),
    technologies: ordered(readTechnologies(system, stores)),
    retries: ordered(readRetries(system, calls)),
  };
};

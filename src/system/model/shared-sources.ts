import type { SharedSource } from '../shape-model.ts';
import { isWithin } from '../paths.ts';
import type { System } from './system.ts';

/** Production source outside the folders of the services that run it. */
export const readSharedSources = ({ files, owners }: System): readonly SharedSource[] =>
  files.flatMap(({ path }) => {
    const services = owners(path).filter(({ service }) => !isWithin(path, service.path)).map(({ service }) => service.name);
    return services.length === 0 ? [] : [{ file: path, services: services.toSorted() }];
  });

import type { Files } from './files.ts';
import type { Model } from './model.ts';
import { workspace } from './workspace/workspace.ts';

/** Files -> workspace -> facts -> model. Pure: the same files give the same model. */
export const analyze = (files: Files): Model => {
  const { services } = workspace(files);
  return { services: services.map(({ service }) => service), calls: [], events: [], stores: [], routes: [], imports: [], literals: [], features: [], coverage: { files: 0, skipped: [] } };
};

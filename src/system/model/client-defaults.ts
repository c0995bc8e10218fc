import { bounds } from '../libraries/calls/http.ts';
import { told } from '../libraries/connections/options.ts';
import type { System } from './system.ts';
import { argument } from './use.ts';

/** Whether a service gives all calls of a client a timeout: `HttpModule.register({ timeout })`. */
export const createBounded = (system: System): ((service: string, client: string) => boolean) => {
  const modules = ['@nestjs/axios', '@nestjs/common'].flatMap((module) => system.uses.get(module) ?? []).filter((use) => /^\.HttpModule\.register(?:Async)?$/.test(use.external.path));
  const bounded = new Set(modules.filter((use) => bounds(use, told(use, argument(use, 0)), ['timeout'])).flatMap((use) => system.owners(use.frame.file.path).map(({ service }) => service.name)));
  return (service, client) => client === 'nest-http' && bounded.has(service);
};

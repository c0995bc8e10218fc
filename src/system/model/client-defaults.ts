import { bounds } from '../libraries/calls/http.ts';
import { isRetryAgent } from '../libraries/calls/undici.ts';
import { told } from '../libraries/connections/options.ts';
import type { Guards } from '../model.ts';
import { brokerGuards } from './moleculer.ts';
import type { Waiting } from './set-defaults.ts';
import type { System } from './system.ts';
import type { External } from './term.ts';
import { argument } from './use.ts';

/** `axios.defaults` of all, and what a service of Nest is given to call with. */
const clientOf = ({ module, path, made }: External): string | null => {
  if (module === 'axios') return made.length === 0 ? 'axios' : null;
  return path.startsWith('.HttpService#') ? 'nest-http' : null;
};

/** What a service gives all calls of a client: `HttpModule.register({ timeout })`, `setGlobalDispatcher(new RetryAgent(…))`, the settings of a Moleculer broker. */
export const createDefaults = (system: System, waiting: readonly Waiting[]): ((service: string, client: string) => Partial<Guards>) => {
  const modules = ['@nestjs/axios', '@nestjs/common'].flatMap((module) => system.uses.get(module) ?? []).filter((use) => /^\.HttpModule\.register(?:Async)?$/.test(use.external.path));
  const bounded = new Set(modules.filter((use) => bounds(use, told(use, argument(use, 0)), ['timeout'])).flatMap((use) => system.owners(use.frame.file.path).map(({ service }) => service.name)));
  const brokers = brokerGuards(system);
  const retrying = new Set((system.uses.get('undici') ?? []).filter((use) => use.external.path === '.setGlobalDispatcher' && isRetryAgent(argument(use, 0))).flatMap((use) => system.owners(use.frame.file.path).map(({ service }) => service.name)));
  const waits = new Set(waiting.flatMap(({ client, path }) => system.owners(path).map(({ service }) => `${service.name} ${clientOf(client)}`)));
  return (service, client) => {
    if (waits.has(`${service} ${client}`)) return { timeout: true };
    if ((client === 'fetch' || client === 'undici') && retrying.has(service)) return { retry: true };
    if (client === 'moleculer') return brokers.get(service) ?? {};
    return client === 'nest-http' && bounded.has(service) ? { timeout: true } : {};
  };
};

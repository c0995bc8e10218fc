import type { Deployment } from '../../src/system/deployment-model.ts';
import type { Call, CrossImport, EventSite, Feature, LiteralEndpoint, Model, Route, Service, Store } from '../../src/system/model.ts';

/** Parts of a model with everything ordinary filled in, for tests of what reads models. */

export const service = (name: string, more: Partial<Service> = {}): Service => ({
  name,
  path: `services/${name}`,
  role: 'business',
  node: true,
  framework: 'express',
  entries: [`services/${name}/src/main.ts`],
  aliases: [name],
  ports: [3000],
  unit: `services/${name}`,
  evidence: [{ file: 'docker-compose.yml', line: 2, note: `builds services/${name}` }],
  ...more,
});

export const call = (from: string, to: string | null, more: Partial<Call> = {}): Call => ({
  from,
  to,
  toKind: to === null ? 'unknown' : 'service',
  client: 'fetch',
  method: 'GET',
  path: '/v1/things',
  timeout: false,
  breaker: false,
  retry: false,
  inLoop: false,
  resolvedBy: [],
  unresolved: to === null ? 'TARGET_URL is defined nowhere' : null,
  handlers: [],
  file: `services/${from}/src/client.ts`,
  line: 10,
  column: 5,
  ...more,
});

export const event = (name: string, direction: EventSite['direction'], channel: string | null, more: Partial<EventSite> = {}): EventSite => ({
  service: name,
  direction,
  broker: 'rabbitmq',
  channel,
  ack: null,
  onFailure: null,
  settledBy: [],
  file: `services/${name}/src/events.ts`,
  line: 4,
  ...more,
});

export const store = (name: string, identity: string | null, more: Partial<Store> = {}): Store => ({
  service: name,
  engine: 'postgres',
  role: 'primary',
  identity,
  resolvedBy: [],
  unresolved: identity === null ? 'DATABASE_URL is defined nowhere' : null,
  file: `services/${name}/src/store.ts`,
  line: 3,
  ...more,
});

export const route = (name: string, path: string, more: Partial<Route> = {}): Route => ({
  service: name,
  method: 'GET',
  path,
  version: null,
  kind: 'http',
  file: `services/${name}/src/routes.ts`,
  line: 7,
  ...more,
});

export const crossImport = (from: string, to: string): CrossImport => ({ from, to, specifier: `../../${to}/src/x.ts`, file: `services/${from}/src/main.ts`, line: 1 });

export const literal = (from: string, to: string, fallback = false): LiteralEndpoint => ({
  from, to, fallback, url: `http://${to}:3000`, resolvedBy: [], file: `services/${from}/src/client.ts`, line: 2, column: 9,
});

export const feature = (name: string, kind: Feature['kind']): Feature => ({ service: name, kind, file: `services/${name}/src/main.ts`, line: 1, note: kind });

export const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  startDependencies: [], probes: [], openPaths: [], ports: [], exposures: [], entrances: [], images: [], pipelines: [], environments: [], wholeRepository: true, ...more,
});

export const model = (parts: Partial<Model> = {}): Model => ({
  services: [],
  calls: [],
  events: [],
  stores: [],
  routes: [],
  openRoutes: [],
  imports: [],
  literals: [],
  features: [],
  handlers: [],
  tables: [],
  dualWrites: [],
  retries: [],
  sharedSources: [],
  libraries: [],
  variables: [],
  connections: [],
  secrets: [],
  consoles: [],
  sizes: [],
  technologies: [],
  flags: [],
  parts: [],
  deployment: deployment(),
  declared: { dependencies: null },
  coverage: { files: 1, skipped: [] },
  ...parts,
});

import { attachedTracer, healthPath, telling } from '../libraries/features.ts';
import type { Feature, Route } from '../model.ts';
import type { Deployed } from '../workspace/workspace.ts';
import { chassis } from './modules.ts';
import { tracedBrokers } from './moleculer.ts';
import { readGlobals } from './nest.ts';
import type { System } from './system.ts';
import { textOf } from './text.ts';
import { argument, isSet, property } from './use.ts';

const imported = (system: System): readonly Feature[] =>
  system.files.flatMap((file) => file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, line }) =>
    telling.filter(({ modules }) => modules.test(specifier)).flatMap(({ kind, note }) => system.owners(file.path).map(({ service }) => ({ service: service.name, kind, file: file.path, line, note: `${specifier} ${note}` })))));

/** Sentry traces only when it is told how much. */
const sentry = (system: System): readonly Feature[] =>
  [...system.uses].filter(([module]) => module.startsWith('@sentry/')).flatMap(([, uses]) => uses).filter((use) => use.external.path.endsWith('.init')).flatMap((use) => {
    const options = argument(use, 0);
    const sampled = ['tracesSampleRate', 'tracesSampler'].some((name) => isSet(use.reducer, options, name) && textOf(property(use.reducer, options, name), []).text !== '0');
    return sampled ? system.owners(use.frame.file.path).map(({ service }) => ({ service: service.name, kind: 'tracing' as const, file: use.frame.file.path, line: use.site.line, note: 'Sentry samples traces' })) : [];
  });

const chassisFeatures = (system: System): readonly Feature[] =>
  [chassis, `${chassis}/gateway`].flatMap((module) => system.uses.get(module) ?? []).filter((use) => /^\.create(?:Service|Gateway)$/.test(use.external.path)).flatMap((use) =>
    system.owners(use.frame.file.path).flatMap(({ service }) => (['tracing', 'health', 'metrics', 'shutdown'] as const).map((kind) => ({ service: service.name, kind, file: use.frame.file.path, line: use.site.line, note: 'every service on the chassis does' }))));

const signals = (system: System): readonly Feature[] =>
  (system.uses.get('global') ?? []).filter((use) => /^\.process\.(?:on|once)$/.test(use.external.path)).flatMap((use) => {
    const { text } = textOf(argument(use, 0), []);
    return ['SIGTERM', 'SIGINT'].includes(text) ? system.owners(use.frame.file.path).map(({ service }) => ({ service: service.name, kind: 'shutdown' as const, file: use.frame.file.path, line: use.site.line, note: `handles ${text}` })) : [];
  });

const deployedFeatures = ({ service, candidate, environment }: Deployed): readonly Feature[] => {
  const at = (kind: Feature['kind'], file: string, line: number | null, note: string): readonly Feature[] => (line === null ? [] : [{ service: service.name, kind, file, line, note }]);
  const started = candidate.dockerfiles.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => (/^\s*(?:CMD|ENTRYPOINT|ENV|RUN)\b/i.test(line) && attachedTracer.test(line.replaceAll(/["',]+/g, ' ')) ? at('tracing', path, index + 1, 'attaches a tracer') : [])));
  const options = environment.filter(({ name, value }) => name === 'NODE_OPTIONS' && attachedTracer.test(value)).flatMap(({ file, line }) => at('tracing', file, line, 'attaches a tracer'));
  return [
    ...started, ...options,
    ...candidate.dockerfiles.flatMap(({ path, healthcheck }) => at('health', path, healthcheck, 'HEALTHCHECK of the image')),
    ...candidate.compose.flatMap(({ file, healthcheck }) => at('health', file, healthcheck, 'healthcheck of compose')),
    ...candidate.workloads.flatMap(({ file, probe }) => at('health', file, probe, 'probe of the workload')),
  ];
};

const scripted = (system: System): readonly Feature[] =>
  system.deployed.flatMap(({ service }) => system.packages.filter(({ folder }) => folder === service.path).flatMap(({ path, scripts }) =>
    [...scripts].filter(([name, script]) => /^(?:start|serve)/.test(name) && attachedTracer.test(script)).map(() => ({ service: service.name, kind: 'tracing' as const, file: path, line: 1, note: 'the start script attaches a tracer' }))));

/** What each service does once and for all, and what shows it. */
export const readFeatures = (system: System, routes: readonly Route[]): readonly Feature[] => {
  const health = routes.filter(({ kind, path }) => kind === 'http' && healthPath.test(path) && !path.includes(':')).map(({ service, file, line, method, path }) => ({ service, kind: 'health' as const, file, line, note: `${method} ${path}` }));
  const versioning = system.deployed.flatMap((owner) => {
    const { versioned } = readGlobals(system, owner);
    return versioned === null ? [] : [{ service: owner.service.name, kind: 'versioning' as const, ...versioned, note: 'versions its routes' }];
  });
  const brokers = tracedBrokers(system).map(({ service, file }) => ({ service, kind: 'tracing' as const, file, line: 1, note: 'the broker traces' }));
  return [...imported(system), ...brokers, ...sentry(system), ...chassisFeatures(system), ...signals(system), ...system.deployed.flatMap(deployedFeatures), ...scripted(system), ...health, ...versioning];
};

import { scraped } from '../../libraries/features/metrics.ts';
import { attachedTracer, injectedTracer } from '../../libraries/features/tracing.ts';
import type { Feature } from '../../model.ts';
import type { Deployed } from '../../workspace/workspace.ts';
import type { System } from '../system.ts';

type Found = readonly [kind: Feature['kind'], file: string, line: number | null, note: string];

const isStarted = (line: string): boolean => /^\s*(?:CMD|ENTRYPOINT|ENV|RUN)\b/i.test(line) && attachedTracer.test(line.replaceAll(/["',[\]]+/g, ' '));

const ofImages = ({ candidate }: Deployed): readonly Found[] =>
  candidate.dockerfiles.flatMap(({ path, text, healthcheck }): readonly Found[] => [
    ['health', path, healthcheck, 'HEALTHCHECK of the image'],
    ...text.split('\n').flatMap((line, index): readonly Found[] => (isStarted(line) ? [['tracing', path, index + 1, 'attaches a tracer']] : [])),
  ]);

const ofCompose = ({ candidate }: Deployed): readonly Found[] =>
  candidate.compose.flatMap(({ file, line, healthcheck, command }): readonly Found[] => [
    ['health', file, healthcheck, 'healthcheck of compose'],
    ['tracing', file, attachedTracer.test(command) ? line : null, 'its command attaches a tracer'],
  ]);

const ofWorkloads = ({ candidate }: Deployed): readonly Found[] =>
  candidate.workloads.flatMap(({ file, probe, annotations, containers }): readonly Found[] => [
    ['health', file, probe, 'probe of the workload'],
    ...annotations.filter(({ value }) => value !== 'false').flatMap(({ name, file: at, line }): readonly Found[] => [
      ...(injectedTracer.test(name) ? [['tracing', at, line, 'an operator adds a tracer'] as const] : []),
      ...(scraped.test(name) ? [['metrics', at, line, 'its metrics are scraped'] as const] : []),
    ]),
    ...containers.filter(({ command }) => attachedTracer.test(command)).map(({ file: at, line }): Found => ['tracing', at, line, 'its command attaches a tracer']),
  ]);

const ofVariables = ({ environment }: Deployed): readonly Found[] =>
  environment.filter(({ name, value }) => name === 'NODE_OPTIONS' && attachedTracer.test(value)).map(({ file, line }) => ['tracing', file, line, 'attaches a tracer']);

const ofScripts = (system: System, { service }: Deployed): readonly Found[] =>
  system.packages.filter(({ folder }) => folder === service.path).flatMap(({ path, scripts }) =>
    [...scripts].filter(([name, script]) => /^(?:start|serve)/.test(name) && attachedTracer.test(script)).map((): Found => ['tracing', path, 1, 'the start script attaches a tracer']));

/** What images, compose files, manifests and start scripts add to a service from outside. */
export const featuresOfDeployment = (system: System): readonly Feature[] =>
  system.deployed.flatMap((deployed) =>
    [...ofImages(deployed), ...ofCompose(deployed), ...ofWorkloads(deployed), ...ofVariables(deployed), ...ofScripts(system, deployed)]
      .flatMap(([kind, file, line, note]) => (line === null ? [] : [{ service: deployed.service.name, kind, file, line, note }])));

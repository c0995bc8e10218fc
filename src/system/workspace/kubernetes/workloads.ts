import type { Variable } from '../environment.ts';
import { baseOf } from '../../paths.ts';
import { at, numberOf, type Yaml } from '../yaml.ts';
import type { Kept } from './config-maps.ts';
import { toContainer, type Container } from './containers.ts';
import type { Manifest } from './manifests.ts';

/** A port of a Kubernetes service, and the port of the container that it leads to. */
export interface ServicePort {
  readonly port: number;
  /** Null when it has a name that no container has. */
  readonly target: number | null;
  readonly file: string;
  readonly line: number;
}

/** A workload of Kubernetes and what its containers are told. */
export interface Workload {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Runs and ends. */
  readonly job: boolean;
  readonly images: readonly string[];
  readonly containers: readonly Container[];
  readonly initContainers: readonly Container[];
  readonly ports: readonly number[];
  readonly environment: readonly Variable[];
  /** Line of the first probe. */
  readonly probe: number | null;
  /** Names under which Kubernetes services lead to it. */
  readonly hosts: readonly string[];
  readonly servicePorts: readonly ServicePort[];
  /** Of the workload, its pods and the services in front of it. */
  readonly annotations: readonly Variable[];
  /** Services in front of it that can be reached from outside the cluster. */
  readonly published: readonly { readonly file: string; readonly line: number; readonly note: string }[];
}

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Rollout', 'DeploymentConfig']);

const isKnative = ({ kind, api }: Manifest): boolean => kind === 'Service' && api.startsWith('serving.knative.dev');

const labelsOf = (yaml: Yaml | undefined): ReadonlyMap<string, string | null> => new Map((yaml?.entries ?? []).map(([key, value]) => [key, value.text]));

const leadsTo = (service: Manifest, labels: ReadonlyMap<string, string | null>): boolean => {
  const selector = [...labelsOf(at(service.yaml, 'spec', 'selector'))];
  return selector.length > 0 && selector.every(([key, value]) => labels.get(key) === value);
};

const servicePorts = (services: readonly Manifest[], containers: readonly Container[]): readonly ServicePort[] =>
  services.flatMap(({ yaml, file }) => (at(yaml, 'spec', 'ports')?.items ?? []).flatMap((item) => {
    const port = numberOf(item.get('port'));
    const target = item.get('targetPort');
    const named = containers.flatMap(({ ports }) => ports).find(({ name }) => name !== null && name === target?.text);
    return port === null ? [] : [{ port, target: target === undefined ? port : (numberOf(target) ?? named?.port ?? null), file, line: (target ?? item).line }];
  }));

const published = (services: readonly Manifest[]): Workload['published'] =>
  services.flatMap(({ yaml, file, name }) => {
    const type = at(yaml, 'spec', 'type');
    const internal = annotationsOf(yaml, file).some(({ name: key, value }) => /internal/.test(key) && value !== 'false');
    return ['NodePort', 'LoadBalancer'].includes(type?.text ?? '') && !internal ? [{ file, line: type?.line ?? yaml.line, note: `service ${name} is a ${type?.text ?? ''}` }] : [];
  });

/** Annotations of an object or of its pods. */
export const annotationsOf = (yaml: Yaml | undefined, file: string): readonly Variable[] =>
  (at(yaml, 'metadata', 'annotations')?.entries ?? []).map(([name, value]) => ({ name, value: value.text ?? '', file, line: value.line }));

const toWorkload = (manifest: Manifest, all: readonly Manifest[], kept: Kept): Workload => {
  const { name, file, line, yaml, kind } = manifest;
  const spec = at(yaml, 'spec', 'jobTemplate', 'spec') ?? yaml.get('spec');
  const pod = spec?.get('template');
  const read = (key: string): readonly Container[] => (at(pod, 'spec', key)?.items ?? []).map((one) => toContainer(one, { file, kept }));
  const containers = read('containers');
  const labels = labelsOf(at(pod, 'metadata', 'labels'));
  const services = all.filter((one) => one.kind === 'Service' && !isKnative(one) && leadsTo(one, labels));
  return {
    name, file, line, containers,
    job: kind === 'Job' || kind === 'CronJob',
    initContainers: read('initContainers'),
    images: containers.flatMap(({ image }) => image ?? []),
    ports: containers.flatMap(({ ports }) => ports.map(({ port }) => port)),
    environment: containers.flatMap(({ environment }) => environment),
    probe: containers.flatMap(({ probes }) => probes)[0]?.line ?? (containers.length > 0 ? execProbe(pod) : null),
    hosts: [...new Set([name, ...services.map((one) => one.name)])],
    servicePorts: servicePorts(services, containers),
    annotations: [...annotationsOf(yaml, file), ...annotationsOf(pod, file), ...services.flatMap((one) => annotationsOf(one.yaml, one.file))],
    published: isKnative(manifest) ? [{ file, line, note: `Knative service ${name}` }] : published(services),
  };
};

/** A probe that runs a command is one, too. */
const execProbe = (pod: Yaml | undefined): number | null =>
  (at(pod, 'spec', 'containers')?.items ?? []).flatMap((one) => ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((key) => one.get(key)?.line ?? []))[0] ?? null;

export const readWorkloads = (manifests: readonly Manifest[], kept: Kept): readonly Workload[] =>
  manifests.filter((one) => kinds.has(one.kind) || isKnative(one)).map((one) => toWorkload(one, manifests, kept));

/** `registry/team/orders:1` is about `orders`. */
export const imageName = (image: string): string => baseOf(image.split('@')[0] ?? '').split(':')[0] ?? '';

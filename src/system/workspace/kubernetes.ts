import type { Files } from '../files.ts';
import { baseOf } from '../paths.ts';
import type { Variable } from './environment.ts';
import { readYaml, type Yaml } from './yaml-lines.ts';

/** A workload of Kubernetes and what its containers are told. */
export interface Workload {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly images: readonly string[];
  readonly ports: readonly number[];
  readonly environment: readonly Variable[];
  /** Line of the first probe. */
  readonly probe: number | null;
  /** Names and ports under which Kubernetes services lead to it. */
  readonly hosts: readonly string[];
}

const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Rollout']);

interface Manifest {
  readonly file: string;
  readonly yaml: Yaml;
  readonly kind: string;
  readonly name: string;
}

const manifests = (files: Files): readonly Manifest[] =>
  files.paths.filter((path) => /\.ya?ml$/.test(path) && !/compose|\.github\/|pnpm-|openapi|swagger/i.test(path)).flatMap((file) => {
    const text = files.read(file) ?? '';
    // Helm templates are no YAML before they are rendered.
    if (!/^kind:/m.test(text) || /\{\{/.test(text)) return [];
    return readYaml(text).map((yaml) => ({ file, yaml, kind: yaml.get('kind')?.text ?? '', name: yaml.get('metadata')?.get('name')?.text ?? '' }));
  });

const configMaps = (all: readonly Manifest[]): ReadonlyMap<string, readonly Variable[]> =>
  new Map(all.filter(({ kind }) => kind === 'ConfigMap').map(({ name, file, yaml }) => [name, (yaml.get('data')?.entries ?? []).map(([key, value]) => ({ name: key, value: value.text ?? '', file, line: value.line }))]));

const containerVariables = (container: Yaml, { file, maps }: { readonly file: string; readonly maps: ReadonlyMap<string, readonly Variable[]> }): readonly Variable[] => {
  const single = (container.get('env')?.items ?? []).flatMap((item): readonly Variable[] => {
    const [name, value] = [item.get('name')?.text, item.get('value')?.text];
    const from = item.get('valueFrom')?.get('configMapKeyRef');
    const given = maps.get(from?.get('name')?.text ?? '')?.find((variable) => variable.name === from?.get('key')?.text);
    if (name == null) return [];
    return value == null ? (given === undefined ? [] : [{ ...given, name }]) : [{ name, value, file, line: item.line }];
  });
  const whole = (container.get('envFrom')?.items ?? []).flatMap((item) => maps.get(item.get('configMapRef')?.get('name')?.text ?? '') ?? []);
  return [...single, ...whole];
};

const labelsOf = (yaml: Yaml | undefined): ReadonlyMap<string, string | null> => new Map((yaml?.entries ?? []).map(([key, value]) => [key, value.text]));

const leadsTo = (service: Manifest, labels: ReadonlyMap<string, string | null>): boolean => {
  const selector = [...labelsOf(service.yaml.get('spec')?.get('selector'))];
  return selector.length > 0 && selector.every(([key, value]) => labels.get(key) === value);
};

export const readWorkloads = (files: Files): readonly Workload[] => {
  const all = manifests(files);
  const maps = configMaps(all);
  return all.filter(({ kind }) => kinds.has(kind)).map(({ name, file, yaml }) => {
    const spec = yaml.get('spec')?.get('jobTemplate')?.get('spec') ?? yaml.get('spec');
    const pod = spec?.get('template');
    const containers = pod?.get('spec')?.get('containers')?.items ?? [];
    const labels = labelsOf(pod?.get('metadata')?.get('labels'));
    const probes = containers.flatMap((one) => [one.get('readinessProbe'), one.get('livenessProbe'), one.get('startupProbe')]);
    return {
      name, file, line: yaml.get('metadata')?.line ?? 1,
      images: containers.flatMap((one) => one.get('image')?.text ?? []),
      ports: containers.flatMap((one) => (one.get('ports')?.items ?? []).map((port) => Number(port.get('containerPort')?.text))),
      environment: containers.flatMap((one) => containerVariables(one, { file, maps })),
      probe: probes.find((probe) => probe !== undefined)?.line ?? null,
      hosts: [name, ...all.filter((one) => one.kind === 'Service' && leadsTo(one, labels)).map((one) => one.name)],
    };
  });
};

/** `registry/team/orders:1` is about `orders`. */
export const imageName = (image: string): string => baseOf(image.split('@')[0] ?? '').split(':')[0] ?? '';

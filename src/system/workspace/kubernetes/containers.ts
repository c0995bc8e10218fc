import type { Probe } from '../../deployment-model.ts';
import type { Evidence } from '../../model.ts';
import type { Variable } from '../environment.ts';
import { at, numberOf, type Yaml } from '../yaml.ts';
import type { Kept } from './config-maps.ts';

/** One container of a pod. */
export interface Container {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly image: string | null;
  readonly command: string;
  readonly ports: readonly { readonly name: string | null; readonly port: number; readonly line: number }[];
  readonly environment: readonly Variable[];
  /** Set by something whose value is not ours to know: a secret, the downward API, a map that is not in the tree. */
  readonly named: readonly Variable[];
  /** Whole sets of variables whose names are not in the tree. */
  readonly unseen: readonly Evidence[];
  readonly probes: readonly Omit<Probe, 'service'>[];
}

interface Where {
  readonly file: string;
  readonly kept: Kept;
}

const single = (container: Yaml, { file, kept }: Where): Pick<Container, 'environment' | 'named'> => {
  const environment: Variable[] = [];
  const named: Variable[] = [];
  for (const item of container.get('env')?.items ?? []) {
    const [name, value] = [item.get('name')?.text, item.get('value')?.text];
    const from = at(item, 'valueFrom', 'configMapKeyRef');
    const given = kept.maps.get(from?.get('name')?.text ?? '')?.find((variable) => variable.name === from?.get('key')?.text);
    if (name == null) continue;
    if (value != null) environment.push({ name, value, file, line: item.line });
    else if (given !== undefined) environment.push({ ...given, name });
    else named.push({ name, value: '', file, line: item.line });
  }
  return { environment, named };
};

const whole = (container: Yaml, { file, kept }: Where): Pick<Container, 'environment' | 'named' | 'unseen'> => {
  const environment: Variable[] = [];
  const named: Variable[] = [];
  const unseen: Evidence[] = [];
  for (const item of container.get('envFrom')?.items ?? []) {
    const [map, secret] = [at(item, 'configMapRef', 'name')?.text ?? null, at(item, 'secretRef', 'name')?.text ?? null];
    const known = map === null ? undefined : kept.maps.get(map);
    const secrets = secret === null ? undefined : kept.secrets.get(secret);
    environment.push(...(known ?? []));
    named.push(...(secrets ?? []));
    if (known === undefined && secrets === undefined) unseen.push({ file, line: item.line, note: `variables come from ${secret === null ? 'config map' : 'secret'} ${secret ?? map ?? ''}, which is not in the tree` });
  }
  return { environment, named, unseen };
};

const probesOf = (container: Yaml, ports: Container['ports'], file: string): Container['probes'] =>
  ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((key): Container['probes'] => {
    const probe = container.get(key);
    const portIn = (yaml: Yaml | undefined): number | null => numberOf(yaml?.get('port')) ?? ports.find(({ name }) => name !== null && name === yaml?.get('port')?.text)?.port ?? null;
    const [http, tcp, grpc] = [probe?.get('httpGet'), probe?.get('tcpSocket'), probe?.get('grpc')];
    if (http !== undefined) return [{ kind: 'http', path: http.get('path')?.text ?? '/', port: portIn(http), file, line: http.line }];
    if (tcp !== undefined) return [{ kind: 'tcp', path: null, port: portIn(tcp), file, line: tcp.line }];
    return grpc === undefined ? [] : [{ kind: 'grpc', path: null, port: portIn(grpc), file, line: grpc.line }];
  });

const words = (yaml: Yaml | undefined): string => yaml?.text ?? (yaml?.items ?? []).map(({ text }) => text ?? '').join(' ');

export const toContainer = (container: Yaml, where: Where): Container => {
  const { file } = where;
  const ports = (container.get('ports')?.items ?? []).flatMap((item) => {
    const port = numberOf(item.get('containerPort'));
    return port === null ? [] : [{ name: item.get('name')?.text ?? null, port, line: item.line }];
  });
  const [one, all] = [single(container, where), whole(container, where)];
  return {
    file, line: container.line, ports,
    name: container.get('name')?.text ?? '',
    image: container.get('image')?.text ?? null,
    command: `${words(container.get('command'))} ${words(container.get('args'))}`.trim(),
    environment: [...one.environment, ...all.environment],
    named: [...one.named, ...all.named],
    unseen: all.unseen,
    probes: probesOf(container, ports, file),
  };
};

import type { Part } from '../part.ts';
import { selectorOf, type KubernetesObject } from './object.ts';
import { adminPort, foreignPorts, httpPort, observability } from './settings.ts';

type Rules = { readonly ingress?: readonly KubernetesObject[]; readonly egress?: readonly KubernetesObject[] };

const direction = { ingress: 'Ingress', egress: 'Egress' } as const;

/** Policies add up: each lets something through, and what none lets through is denied. */
export const networkPolicy = (name: string, podSelector: KubernetesObject, rules: Rules): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector, policyTypes: (['ingress', 'egress'] as const).filter((way) => way in rules).map((way) => direction[way]), ...rules },
});

export const tcp = (...ports: readonly (number | string)[]): readonly KubernetesObject[] => ports.map((port) => ({ protocol: 'TCP', port }));

export const inNamespace = (name: string): KubernetesObject => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

/** The pods of a service. */
export const pods = (name: string): KubernetesObject => ({ matchLabels: selectorOf(name) });

/** What holds for every pod: nothing comes in or goes out, but names are looked up, traces are sent and metrics are fetched. */
export const commonPolicies = (): readonly KubernetesObject[] => [
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny-all' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
  networkPolicy('look-up-names', {}, {
    egress: [{ to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ protocol: 'UDP', port: 53 }, ...tcp(53)] }],
  }),
  networkPolicy('be-observed', {}, {
    ingress: [{ from: [inNamespace(observability.namespace)], ports: tcp(httpPort.number, adminPort.number) }],
    egress: [{ to: [inNamespace(observability.namespace)], ports: tcp(observability.otlpPort) }],
  }),
];

/** Where the broker, the databases and Redis are is not known here, so only the ports are: with and without TLS. */
const neededPorts = (part: Part): readonly number[] => [
  ...(part.bus ? foreignPorts.broker : []),
  ...(part.postgres ? foreignPorts.database : []),
  ...(part.redis ? foreignPorts.redis : []),
  ...(part.kind === 'gateway' ? [443] : []),
];

/** What a service reaches beside other services; the gateway is reached from everywhere, and fetches the keys of its issuer. */
export const ownPolicy = (part: Part): readonly KubernetesObject[] => {
  const ports = neededPorts(part);
  const ingress = part.kind === 'gateway' ? { ingress: [{ ports: tcp(httpPort.number) }] } : {};
  const egress = ports.length === 0 ? {} : { egress: [{ ports: tcp(...ports) }] };
  return part.kind === 'gateway' || ports.length > 0 ? [networkPolicy(part.name, pods(part.name), { ...ingress, ...egress })] : [];
};

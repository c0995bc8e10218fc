import { inNamespace, networkPolicy, tcp } from '../network.ts';
import type { KubernetesObject } from '../object.ts';
import { meshPolicy } from '../settings.ts';
import { pastTheSidecar, patchOf, pointer, withAddresses, type Mesh } from './mesh.ts';

/** The control plane of Linkerd: identity, destinations, policies. */
const controlPlane = { namespace: 'linkerd', ports: [8080, 8086, 8090] } as const;

const network: readonly KubernetesObject[] = [
  networkPolicy('reach-linkerd', {}, { egress: [{ to: [inNamespace(controlPlane.namespace)], ports: tcp(...controlPlane.ports) }] }),
];

const onNamespace = (key: string, value: string) => ({ op: 'add', path: pointer('metadata', 'annotations', key), value }) as const;

/** Linkerd repeats nothing unless it is told to. */
const policy: KubernetesObject = {
  'timeout.linkerd.io/request': `${String(meshPolicy.timeout)}s`,
  'balancer.linkerd.io/failure-accrual': 'consecutive',
  'balancer.linkerd.io/failure-accrual-consecutive-max-failures': String(meshPolicy.failures),
  'balancer.linkerd.io/failure-accrual-consecutive-min-penalty': `${String(meshPolicy.firstEjection)}s`,
  'balancer.linkerd.io/failure-accrual-consecutive-max-penalty': `${String(meshPolicy.longestEjection)}s`,
};

export const linkerd: Mesh = {
  name: 'linkerd',
  lists: 'patches',
  files: { 'network.yaml': network },
  kustomization: {
    resources: ['network.yaml'],
    patches: [
      patchOf({ kind: 'Namespace' }, onNamespace('linkerd.io/inject', 'enabled'), onNamespace('config.linkerd.io/skip-outbound-ports', pastTheSidecar)),
      withAddresses,
    ],
  },
  ofService: ({ name }) => [{ apiVersion: 'v1', kind: 'Service', metadata: { name, annotations: policy } }],
};

import type { Part } from '../../part.ts';
import { inNamespace, networkPolicy, tcp } from '../network.ts';
import { selectorOf, type KubernetesObject } from '../object.ts';
import { httpPort, meshPolicy, observability } from '../settings.ts';
import { pastTheSidecar, patchOf, pointer, withAddresses, type Mesh } from './mesh.ts';

/** The control plane of Istio, and where its sidecars give their metrics and those of the service. */
const controlPlane = { namespace: 'istio-system', port: 15_012 } as const;
const mergedMetrics = 15_020;

const peers = (name: string, spec: KubernetesObject): KubernetesObject => ({ apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { name }, spec });

/** Whoever comes in front of the gateway need not be in the mesh; everybody else must. */
const identity: readonly KubernetesObject[] = [
  peers('default', { mtls: { mode: 'STRICT' } }),
  peers('gateway', { selector: { matchLabels: selectorOf('gateway') }, mtls: { mode: 'STRICT' }, portLevelMtls: { [httpPort.number]: { mode: 'PERMISSIVE' } } }),
];

const network: readonly KubernetesObject[] = [
  networkPolicy('reach-istio', {}, { egress: [{ to: [inNamespace(controlPlane.namespace)], ports: tcp(controlPlane.port) }] }),
  networkPolicy('show-merged-metrics', {}, { ingress: [{ from: [inNamespace(observability.namespace)], ports: tcp(mergedMetrics) }] }),
];

/** Istio would try twice again by itself. Streams of events have no end to wait for, and without a timeout there is none. */
const route = ({ name }: Part): KubernetesObject => {
  const toIt = { route: [{ destination: { host: name } }], retries: { attempts: 0 } };
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name },
    spec: { hosts: [name], http: [
      { name: 'streams', match: [{ headers: { accept: { prefix: 'text/event-stream' } } }], ...toIt },
      { name: 'requests', ...toIt, timeout: `${String(meshPolicy.timeout)}s` },
    ] },
  };
};

/** Each time that an instance fails again it is out for one `baseEjectionTime` more. */
const outliers = ({ name }: Part): KubernetesObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name },
  spec: { host: name, trafficPolicy: { outlierDetection: {
    consecutive5xxErrors: meshPolicy.failures, interval: '1s', baseEjectionTime: `${String(meshPolicy.firstEjection)}s`, maxEjectionPercent: meshPolicy.mostEjected,
  } } },
});

const annotations = ['spec', 'template', 'metadata', 'annotations'] as const;

export const istio: Mesh = {
  name: 'istio',
  lists: 'resources',
  files: { 'identity.yaml': identity, 'network.yaml': network },
  kustomization: {
    resources: ['identity.yaml', 'network.yaml'],
    patches: [
      patchOf({ kind: 'Namespace' }, { op: 'add', path: pointer('metadata', 'labels', 'istio-injection'), value: 'enabled' }),
      // The sidecar starts before the migrations and ends after the service.
      patchOf({ kind: 'Deployment' },
        { op: 'add', path: pointer(...annotations, 'sidecar.istio.io/nativeSidecar'), value: 'true' },
        { op: 'add', path: pointer(...annotations, 'traffic.sidecar.istio.io/excludeOutboundPorts'), value: pastTheSidecar }),
      withAddresses,
    ],
  },
  ofService: (part) => [route(part), outliers(part)],
};

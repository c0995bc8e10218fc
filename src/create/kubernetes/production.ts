import type { FileOperation } from '../../plan/plan.ts';
import type { Part } from '../part.ts';
import { kustomization, overlayFolder } from './kustomization.ts';
import { serialiseObjects, type KubernetesObject } from './object.ts';
import { httpPort } from './settings.ts';

const file = (path: string, ...objects: readonly KubernetesObject[]): FileOperation =>
  ({ kind: 'create', path, contents: serialiseObjects(...objects), owner: 'shared', template: 'kubernetes' });

/** The gateway, and nothing else, under the system's name in the world. */
const ingress = (system: string): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'gateway' },
  spec: {
    tls: [{ hosts: [`${system}.example.com`], secretName: 'gateway-tls' }],
    rules: [{ host: `${system}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'gateway', port: { name: httpPort.name } } } }] } }],
  },
});

/** The system as it is run for real, on what the cluster or somebody else offers. */
export const productionFiles = (system: string, parts: readonly Part[]): readonly FileOperation[] => {
  const folder = overlayFolder('production');
  const hasGateway = parts.some(({ kind }) => kind === 'gateway');
  return [
    file(`${folder}/kustomization.yaml`, kustomization({ namespace: system, resources: ['../../base', ...(hasGateway ? ['ingress.yaml'] : [])] })),
    ...(hasGateway ? [file(`${folder}/ingress.yaml`, ingress(system))] : []),
  ];
};

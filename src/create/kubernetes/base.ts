import type { FileOperation } from '../../plan/plan.ts';
import type { Part } from '../part.ts';
import { callFile, callResource, type CallEdge } from './calls.ts';
import { baseFolder, kustomization } from './kustomization.ts';
import { meshFiles } from './mesh/components.ts';
import { commonPolicies } from './network.ts';
import { serialiseObjects, type KubernetesObject } from './object.ts';
import { productionFiles } from './production.ts';
import { serviceManifests } from './service-manifests.ts';
import { clusterSettings } from './settings.ts';

export interface Cluster {
  /** Name of the system, and of its namespace. */
  readonly system: string;
  readonly parts: readonly Part[];
  readonly calls: readonly CallEdge[];
}

const file = (path: string, ...objects: readonly KubernetesObject[]): FileOperation =>
  ({ kind: 'create', path: `${baseFolder}/${path}`, contents: serialiseObjects(...objects), owner: 'shared', template: 'kubernetes' });

/** Pods that ask for more than they need are turned away by the namespace. */
const namespace = (name: string): KubernetesObject =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });

export const serviceResource = (name: string): string => `services/${name}.yaml`;

/** A map with a hash of its contents in its name: whoever changes a setting rolls out the pods that read it. */
const settings: KubernetesObject = { name: 'settings', literals: Object.entries(clusterSettings).map(([name, value]) => `${name}=${value}`) };

const baseKustomization = ({ system, parts, calls }: Cluster): KubernetesObject => kustomization({
  namespace: system,
  labels: [{ pairs: { 'app.kubernetes.io/part-of': system } }],
  configMapGenerator: [settings],
  resources: ['namespace.yaml', 'network.yaml', ...parts.map(({ name }) => serviceResource(name)), ...calls.map(callResource)],
});

export const serviceFile = (system: string, part: Part): FileOperation => file(serviceResource(part.name), ...serviceManifests(system, part));

/** `deploy/kubernetes` of a new system. */
export const clusterFiles = (cluster: Cluster): readonly FileOperation[] => {
  const { system, parts, calls } = cluster;
  return [
    file('kustomization.yaml', baseKustomization(cluster)),
    file('namespace.yaml', namespace(system)),
    file('network.yaml', ...commonPolicies()),
    ...parts.map((part) => serviceFile(system, part)),
    ...calls.map(callFile),
    ...productionFiles(system, parts),
    ...meshFiles(system, parts),
  ];
};

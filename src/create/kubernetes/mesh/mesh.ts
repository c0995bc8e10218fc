import { stringify } from 'yaml';
import type { FileOperation } from '../../../plan/plan.ts';
import type { Part } from '../../part.ts';
import { serialiseObjects, type KubernetesObject } from '../object.ts';
import { foreignPorts } from '../settings.ts';

/** What a mesh needs beside the services, and for each of them. */
export interface Mesh {
  readonly name: 'istio' | 'linkerd';
  /** Its `kustomization.yaml` but for what it has of each service. */
  readonly kustomization: { readonly resources: readonly string[]; readonly patches: readonly KubernetesObject[] };
  /** Files of its own, by their name. */
  readonly files: Readonly<Record<string, readonly KubernetesObject[]>>;
  /** How a service is called in it. */
  readonly ofService: (part: Part) => readonly KubernetesObject[];
  /** Where its `kustomization.yaml` lists that: something of its own, or a change of what is there. */
  readonly lists: 'resources' | 'patches';
}

/** Ports that the sidecar leaves alone. */
export const pastTheSidecar = [...foreignPorts.broker, ...foreignPorts.database, ...foreignPorts.redis].join(',');

type Change = { readonly op: 'add'; readonly path: string; readonly value: string } | { readonly op: 'remove'; readonly path: string };

/** Changes of every object of a kind. */
export const patchOf = (target: KubernetesObject, ...changes: readonly Change[]): KubernetesObject => ({ target, patch: stringify(changes, { lineWidth: 0 }) });

/** The sidecar chooses among pods; the chassis sees one address. */
export const withAddresses = patchOf({ kind: 'Service', labelSelector: 'app.kubernetes.io/component=service' }, { op: 'remove', path: '/spec/clusterIP' });

/** A key in a path of JSON patch. */
export const pointer = (...keys: readonly string[]): string => keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const meshFile = (path: string, ...objects: readonly KubernetesObject[]): FileOperation =>
  ({ kind: 'create', path, contents: serialiseObjects(...objects), owner: 'shared', template: 'kubernetes' });

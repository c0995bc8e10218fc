import { addYamlItem } from '../../edits/yaml-entry.ts';
import type { FileOperation } from '../../plan/plan.ts';
import type { Files } from '../../system/files.ts';
import type { Part } from '../part.ts';
import { serviceFile, serviceResource, type Cluster } from './base.ts';
import { callFile, callResource, type CallEdge } from './calls.ts';
import { baseFolder } from './kustomization.ts';
import { meshPlaces, type MeshPlace } from './mesh/components.ts';

/** Apart from what a new system is made of: edits load a compiler, which `ms create` shall not wait for. */

const kustomizationIn = (folder: string): string => `${folder}/kustomization.yaml`;

/** Takes one more file into a folder's `kustomization.yaml`: as a resource, or as a patch of what is there. */
const named = ({ folder, list, item }: Omit<MeshPlace, 'file'>): FileOperation =>
  ({ kind: 'edit', path: kustomizationIn(folder), template: 'kubernetes', edit: addYamlItem(kustomizationIn(folder), [list], item) });

const inBase = (file: FileOperation, item: string): readonly FileOperation[] => [file, named({ folder: baseFolder, list: 'resources', item })];

/** A call that a standing system gets; nothing where it has no files for Kubernetes, or knows the call. */
export const addCall = (edge: CallEdge, read: Files['read']): readonly FileOperation[] => {
  const file = callFile(edge);
  if (read(kustomizationIn(baseFolder)) === undefined || read(file.path) !== undefined) return [];
  return inBase(file, callResource(edge));
};

const addService = (system: string, part: Part, read: Files['read']): readonly FileOperation[] => [
  ...inBase(serviceFile(system, part), serviceResource(part.name)),
  ...meshPlaces(part).filter(({ folder }) => read(kustomizationIn(folder)) !== undefined).flatMap((place) => [place.file, named(place)]),
];

/** Services that a standing system gets, and the calls that come with them; nothing where the system has no files for Kubernetes. */
export const addToCluster = ({ system, parts, calls }: Cluster, read: Files['read']): readonly FileOperation[] =>
  (read(kustomizationIn(baseFolder)) === undefined ? [] : [...parts.flatMap((part) => addService(system, part, read)), ...calls.flatMap((call) => addCall(call, read))]);

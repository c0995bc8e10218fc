import type { FileOperation } from '../../../plan/plan.ts';
import type { Part } from '../../part.ts';
import { component, componentFolder } from '../kustomization.ts';
import type { KubernetesObject } from '../object.ts';
import { istio } from './istio.ts';
import { linkerd } from './linkerd.ts';
import { meshFile, type Mesh } from './mesh.ts';

const meshes: readonly Mesh[] = [istio, linkerd];

const inMesh = ({ kind }: Part): boolean => kind === 'service';
const resourceOf = ({ name }: Part): string => `services/${name}.yaml`;
const itemOf = (mesh: Mesh, part: Part) => (mesh.lists === 'resources' ? resourceOf(part) : { path: resourceOf(part) });

const serviceFile = (mesh: Mesh, part: Part): FileOperation => meshFile(`${componentFolder(mesh.name)}/${resourceOf(part)}`, ...mesh.ofService(part));

const meshKustomization = (mesh: Mesh, system: string, parts: readonly Part[]) => {
  const { resources, patches } = mesh.kustomization;
  const items = parts.map((part) => itemOf(mesh, part));
  return component({
    namespace: system,
    resources: [...resources, ...(mesh.lists === 'resources' ? items : [])],
    patches: [...patches, ...(mesh.lists === 'patches' ? items : [])],
  });
};

/** What an overlay of a new system may take in. Nobody calls the gateway in a mesh. */
export const meshFiles = (system: string, all: readonly Part[]): readonly FileOperation[] => meshes.flatMap((mesh) => {
  const folder = componentFolder(mesh.name);
  const parts = all.filter(inMesh);
  return [
    meshFile(`${folder}/kustomization.yaml`, meshKustomization(mesh, system, parts)),
    ...Object.entries(mesh.files).map(([name, objects]) => meshFile(`${folder}/${name}`, ...objects)),
    ...parts.map((part) => serviceFile(mesh, part)),
  ];
});

export interface MeshPlace {
  readonly file: FileOperation;
  /** Whose `kustomization.yaml` names it, and in which list. */
  readonly folder: string;
  readonly list: 'resources' | 'patches';
  readonly item: string | KubernetesObject;
}

/** What each mesh has of a service, and where it is named. */
export const meshPlaces = (part: Part): readonly MeshPlace[] =>
  (inMesh(part) ? meshes : []).map((mesh) => ({ file: serviceFile(mesh, part), folder: componentFolder(mesh.name), list: mesh.lists, item: itemOf(mesh, part) }));

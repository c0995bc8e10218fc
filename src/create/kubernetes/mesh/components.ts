import type { FileOperation } from '../../../plan/plan.ts';
import type { Files } from '../../../system/files.ts';
import type { Part } from '../../part.ts';
import { component, componentFolder, listIn } from '../kustomization.ts';
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

/** A service that a standing system gets, in the meshes that it has files for. */
export const addToMeshes = (part: Part, read: Files['read']): readonly FileOperation[] =>
  meshes.filter(({ name }) => inMesh(part) && read(`${componentFolder(name)}/kustomization.yaml`) !== undefined)
    .flatMap((mesh) => [serviceFile(mesh, part), listIn(componentFolder(mesh.name), mesh.lists, itemOf(mesh, part))]);

import type { Exposure } from '../../deployment-model.ts';
import { baseOf } from '../../paths.ts';
import type { ComposeService } from '../../workspace/compose/compose.ts';
import type { Deployed, Workspace } from '../../workspace/workspace.ts';
import type { Yaml } from '../../workspace/yaml.ts';
import type { Directory } from '../directory.ts';

const isForDevelopers = ({ file }: ComposeService): boolean => /(?:^|[.-])(?:dev|develop|development|local|test|tests|e2e|ci|debug|override|example)(?:[.-]|$)/i.test(baseOf(file));

/** Made for a cluster by kompose, where its label says who reaches it. */
const staysInside = ({ labels }: ComposeService): boolean => labels.some(({ name, value }) => name === 'kompose.service.type' && /^(?:clusterip|headless)$/i.test(value));

/** Ports that compose publishes. Files for developers count where a service has no other. */
const ofCompose = ({ service, candidate }: Deployed): readonly Exposure[] => {
  const lasting = candidate.compose.filter((one) => !isForDevelopers(one));
  return (lasting.length > 0 ? lasting : candidate.compose).filter((one) => !staysInside(one)).flatMap(({ file, ports }) => ports.filter(({ published }) => published).map(({ host, container, line }) => ({ service: service.name, file, line, note: `publishes port ${host ?? container}` })));
};

const backendKinds = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'IngressRoute', 'HTTPProxy', 'Route']);

/** Names of services anywhere in an ingress or route: `backend.service.name`, `serviceName`, `backendRefs[].name`, `services[].name`, `to.name`. */
const backends = (yaml: Yaml, key = ''): readonly { readonly name: string; readonly line: number }[] => {
  const name = yaml.get('name');
  const own = ['service', 'backendRefs', 'services', 'to'].includes(key) && name?.text != null ? [{ name: name.text, line: name.line }] : [];
  const old = yaml.get('serviceName');
  const older = old?.text == null ? [] : [{ name: old.text, line: old.line }];
  return [...own, ...older, ...yaml.entries.flatMap(([inner, value]) => backends(value, inner)), ...yaml.items.flatMap((item) => backends(item, key))];
};

const ofRoutes = ({ manifests }: Workspace, directory: Directory): readonly Exposure[] =>
  manifests.filter(({ kind }) => backendKinds.has(kind)).flatMap(({ kind, file, yaml }) => backends(yaml).flatMap(({ name, line }) => {
    const service = directory.byName(name);
    return service === null ? [] : [{ service: service.name, file, line, note: `${kind} leads to ${name}` }];
  }));

/** What can be reached from outside the system. */
export const readExposures = (found: Workspace, directory: Directory): readonly Exposure[] => [
  ...found.services.flatMap((one) => [...ofCompose(one), ...one.candidate.workloads.flatMap(({ published }) => published.map((at) => ({ service: one.service.name, ...at })))]),
  ...ofRoutes(found, directory),
];

import type { Part } from '../part.ts';
import { deploymentOf } from './deployment.ts';
import { ownPolicy } from './network.ts';
import { selectorOf, type KubernetesObject } from './object.ts';
import { scalingOf } from './scaling.ts';
import { httpPort } from './settings.ts';

/** Whom the pods are to a mesh and to whoever gives out secrets. */
const account = ({ name }: Part): KubernetesObject => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name }, automountServiceAccountToken: false });

/** Other services see each pod of a service and choose by themselves; who comes to the gateway from outside does not. */
const address = ({ kind }: Part): KubernetesObject => (kind === 'gateway' ? {} : { clusterIP: 'None' });

const service = (part: Part): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: part.name, labels: { 'app.kubernetes.io/component': part.kind } },
  spec: { ...address(part), selector: selectorOf(part.name), ports: [{ name: httpPort.name, port: httpPort.number, targetPort: httpPort.name, appProtocol: 'http' }] },
});

/** Everything of a service that is the same wherever it runs. */
export const serviceManifests = (system: string, part: Part): readonly KubernetesObject[] =>
  [account(part), service(part), deploymentOf(system, part), ...scalingOf(part), ...ownPolicy(part)];

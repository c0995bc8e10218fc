import type { Part } from '../part.ts';
import type { KubernetesObject } from './object.ts';
import { adminPort, httpPort } from './settings.ts';
import { databaseVariable, variablesOf } from './variables.ts';

/** What the namespace's standard `restricted` asks for, and a file system that nobody writes to. */
const confined: KubernetesObject = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };

const scratch: KubernetesObject = { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] };

/** Memory is bounded, as it does not come back by waiting. A limit of CPU would throttle what stands idle beside it. */
const resources: KubernetesObject = { requests: { cpu: '100m', memory: '160Mi', 'ephemeral-storage': '64Mi' }, limits: { memory: '320Mi', 'ephemeral-storage': '256Mi' } };

const asks = (path: string, times: KubernetesObject): KubernetesObject => ({ httpGet: { path, port: httpPort.name }, ...times });

/** Above the 2 s that a check of readiness may take in the chassis. Only readiness looks at database and broker: a restart would not mend them. */
const probes: KubernetesObject = {
  startupProbe: asks('/health/live', { periodSeconds: 1, failureThreshold: 60 }),
  livenessProbe: asks('/health/live', { periodSeconds: 10, timeoutSeconds: 3 }),
  readinessProbe: asks('/health/ready', { periodSeconds: 5, timeoutSeconds: 3 }),
};

const port = ({ name, number }: { readonly name: string; readonly number: number }): KubernetesObject => ({ name, containerPort: number });

const imageOf = (system: string, { name }: Part): string => `${system}/${name}:0.0.0`;

export const containerOf = (system: string, part: Part): KubernetesObject => ({
  name: part.name,
  image: imageOf(system, part),
  ports: [port(httpPort), ...(part.kind === 'gateway' ? [port(adminPort)] : [])],
  envFrom: [{ configMapRef: { name: 'settings' } }],
  env: variablesOf(part),
  ...probes,
  resources,
  securityContext: confined,
  ...scratch,
});

/** Brings the database up to date before the new version starts; several pods at once wait for one another. */
export const migrationOf = (system: string, part: Part): KubernetesObject => ({
  name: 'migrate',
  image: imageOf(system, part),
  command: ['node', 'src/migrate.ts'],
  env: [databaseVariable(part)],
  resources,
  securityContext: confined,
  ...scratch,
});

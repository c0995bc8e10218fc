import type { Part } from '../part.ts';
import { adminPort, httpPort } from './settings.ts';
import type { KubernetesObject } from './object.ts';

const given = (name: string, value: string): KubernetesObject => ({ name, value });

/** A value that only the cluster knows, by the name of the Secret that holds it. */
const secret = (variable: string, name: string, key: string): KubernetesObject => ({ name: variable, valueFrom: { secretKeyRef: { name, key } } });

export const databaseVariable = ({ name }: Part): KubernetesObject => secret('DATABASE_URL', `${name}-database`, 'url');

export const redisVariable = (): KubernetesObject => secret('REDIS_URL', 'redis', 'url');

/** `JWT_SECRET` -> `jwt-secret`: keys of Secrets as they are written. */
const keyOf = (variable: string): string => variable.toLowerCase().replaceAll('_', '-');

const ownSecrets = (part: Part): readonly KubernetesObject[] =>
  Object.entries(part.env).filter(([, { secret: isSecret }]) => isSecret === true).map(([variable]) => secret(variable, part.name, keyOf(variable)));

const ofGateway = (part: Part): readonly KubernetesObject[] =>
  (part.kind === 'gateway' ? [given('ADMIN_PORT', String(adminPort.number))] : []);

/** The environment of a service's container; what all services share comes from the map `settings`. */
export const variablesOf = (part: Part): readonly KubernetesObject[] => [
  { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  given('DNS_SUFFIX', '.$(NAMESPACE).svc.cluster.local'),
  given('HOST', '0.0.0.0'),
  given('PORT', String(httpPort.number)),
  ...(part.bus ? [secret('RABBITMQ_URL', 'rabbitmq', 'url')] : []),
  ...(part.postgres ? [databaseVariable(part)] : []),
  ...ownSecrets(part),
  ...ofGateway(part),
  ...(part.redis ? [redisVariable()] : []),
];

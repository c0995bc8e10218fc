import { stringify } from 'yaml';
import { addYamlEntry, addYamlItem } from '../../edits/yaml-entry.ts';
import type { FileOperation } from '../../plan/plan.ts';
import type { Files } from '../../system/files.ts';
import { baseFolder } from './kustomization.ts';
import { networkPolicy, pods, tcp } from './network.ts';
import { serialiseObjects } from './object.ts';
import { foreignPorts } from './settings.ts';
import { redisVariable } from './variables.ts';

const list = `${baseFolder}/kustomization.yaml`;

const create = (path: string, contents: string): FileOperation => ({ kind: 'create', path: `${baseFolder}/${path}`, contents, owner: 'shared', template: 'kubernetes' });

/** Lets a service reach Redis. */
const policy = (service: string): string => serialiseObjects(networkPolicy(`${service}-to-redis`, pods(service), { egress: [{ ports: tcp(...foreignPorts.redis) }] }));

/** Tells it where Redis is: one more variable for what is there. */
const address = stringify([{ op: 'add', path: '/spec/template/spec/containers/0/env/-', value: redisVariable() }], { lineWidth: 0 });

/** Redis for a service that stands already; nothing where the system has no files for Kubernetes, or the service has it. */
export const addRedis = (service: string, read: Files['read']): readonly FileOperation[] => {
  const standing = read(`${baseFolder}/services/${service}.yaml`);
  if (read(list) === undefined || standing === undefined || standing.includes('REDIS_URL')) return [];
  const [reached, told] = [`redis/${service}.yaml`, `redis/${service}-address.yaml`];
  const patch = { path: told, target: { kind: 'Deployment', name: service } };
  const named = (before: string): string => addYamlItem(list, ['patches'], patch)(addYamlEntry(list, [], ['patches', [patch]])(addYamlItem(list, ['resources'], reached)(before)));
  return [create(reached, policy(service)), create(told, address), { kind: 'edit', path: list, template: 'kubernetes', edit: named }];
};

import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { memorySystem, random, type MemoryTree } from '../../../test/support/memory-system.ts';
import { filesOf } from '../../../test/support/text-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { portMismatch } from '../../lint/rules/port-mismatch/port-mismatch.ts';
import { probeMismatch } from '../../lint/rules/probe-mismatch/probe-mismatch.ts';
import { analyze } from '../../system/analyze.ts';
import type { Model } from '../../system/model.ts';
import { clientPlan } from '../kinds/client.ts';
import { servicePlan } from '../kinds/service.ts';
import { requireService, standingSystem, type StandingSystem } from '../standing-system.ts';
import { addRedis } from './redis.ts';

const material = { templates: readTemplates(), toolVersion: '1.0.0', nodeVersion: '24', random };
const modelOf = (tree: MemoryTree): Model => analyze(filesOf(tree.files));
const standing = (tree: MemoryTree): StandingSystem => standingSystem(modelOf(tree), tree.read);

interface Labels { readonly matchLabels?: Readonly<Record<string, string>> }
interface Rule { readonly podSelector?: Labels }
interface Policy {
  readonly kind: string;
  readonly spec: { readonly podSelector: Labels; readonly ingress?: readonly { readonly from?: readonly Rule[] }[]; readonly egress?: readonly { readonly to?: readonly Rule[] }[] };
}

const documents = (text: string | undefined): readonly Policy[] => parseAllDocuments(text ?? '').map((document) => document.toJS() as Policy);
const named = ({ matchLabels = {} }: Labels = {}): string => matchLabels['app.kubernetes.io/name'] ?? '';

/** The calls that the policies of a system let through: out of the one and into the other. */
const letThrough = ({ files }: MemoryTree): readonly string[] => {
  const policies = [...files].filter(([path]) => /base\/calls\//.test(path)).flatMap(([, text]) => documents(text));
  const out = policies.flatMap(({ spec }) => (spec.egress ?? []).flatMap(({ to = [] }) => to.map((one) => `${named(spec.podSelector)} -> ${named(one.podSelector)}`)));
  const into = new Set(policies.flatMap(({ spec }) => (spec.ingress ?? []).flatMap(({ from = [] }) => from.map((one) => `${named(one.podSelector)} -> ${named(spec.podSelector)}`))));
  return out.filter((edge) => into.has(edge)).toSorted();
};

const calls = ({ calls: found }: Model): readonly string[] => [...new Set(found.flatMap(({ from, to }) => (to === null ? [] : [`${from} -> ${to}`])))].toSorted();

describe('the files for Kubernetes', () => {
  test('let through the calls that the system makes, and no other, also when it grows', () => {
    const tree = memorySystem({ preset: 'shop' });
    expect(letThrough(tree)).toEqual(calls(modelOf(tree)));
    tree.apply(servicePlan({ name: 'billing', store: 'postgres', expose: true }, standing(tree), material));
    tree.apply(servicePlan({ name: 'search', store: 'memory', expose: false }, standing(tree), material));
    const system = standing(tree);
    tree.apply(clientPlan(requireService(system, 'search'), requireService(system, 'billing'), system));
    expect(letThrough(tree)).toEqual(['gateway -> billing', 'gateway -> inventory', 'gateway -> orders', 'orders -> inventory', 'orders -> payment', 'search -> billing']);
  });

  test('are listed, each of them, and nothing else is', () => {
    const tree = memorySystem({ preset: 'shop' });
    tree.apply(servicePlan({ name: 'billing', store: 'postgres', expose: true }, standing(tree), material));
    const folder = 'deploy/kubernetes/base/';
    const { resources } = parse(tree.read(`${folder}kustomization.yaml`) ?? '') as { readonly resources: readonly string[] };
    const there = [...tree.files.keys()].filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
    expect(resources.toSorted()).toEqual(there.filter((path) => path !== 'kustomization.yaml').toSorted());
  });

  test('a system without them is left without them', () => {
    const tree = memorySystem({ preset: 'shop' });
    for (const path of tree.files.keys()) if (path.startsWith('deploy/kubernetes')) tree.files.delete(path);
    tree.apply(servicePlan({ name: 'billing', store: 'postgres', expose: true }, standing(tree), material));
    expect([...tree.files.keys()].filter((path) => path.startsWith('deploy/kubernetes'))).toEqual([]);
  });

  test('Redis for services that stand: a file to reach it, a patch to know it, once', () => {
    const tree = memorySystem({ preset: 'shop' });
    const add = (service: string): readonly string[] => tree.apply({ operations: addRedis(service, tree.read) });
    expect(add('gateway')).toEqual([]);
    expect(add('orders')).toHaveLength(3);
    expect(add('orders')).toEqual([]);
    expect(add('inventory')).toHaveLength(3);
    const { resources, patches } = parse(tree.read('deploy/kubernetes/base/kustomization.yaml') ?? '') as { readonly resources: readonly string[]; readonly patches: readonly unknown[] };
    expect(resources.slice(-2)).toEqual(['redis/orders.yaml', 'redis/inventory.yaml']);
    expect(patches).toEqual(['orders', 'inventory'].map((name) => ({ path: `redis/${name}-address.yaml`, target: { kind: 'Deployment', name } })));
  });

  test('what is in memory runs once, and has no autoscaler', () => {
    const kinds = (store: 'postgres' | 'memory'): readonly string[] => documents(memorySystem({ store }).read('deploy/kubernetes/base/services/catalog.yaml')).map(({ kind }) => kind);
    expect(kinds('postgres')).toEqual(['ServiceAccount', 'Service', 'Deployment', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy']);
    expect(kinds('memory')).toEqual(['ServiceAccount', 'Service', 'Deployment', 'NetworkPolicy']);
  });

  test('no secret is in them', () => {
    const texts = [...memorySystem({ preset: 'shop' }).files].filter(([path]) => path.startsWith('deploy/kubernetes')).map(([, text]) => text).join('');
    expect(texts).toContain('secretKeyRef');
    expect(texts).not.toMatch(/x{32}|kind: Secret\b|amqp:|postgres:/);
  });
});

describe('ms lint reads them back', () => {
  const orders = 'deploy/kubernetes/base/services/orders.yaml';
  const changed = (from: string, to: string): Model => {
    const tree = memorySystem({ preset: 'shop' });
    const text = tree.read(orders) ?? '';
    expect(text).toContain(from);
    tree.files.set(orders, text.replace(from, to));
    return modelOf(tree);
  };
  const found = (model: Model): readonly unknown[] => [...probeMismatch.check(model), ...portMismatch.check(model)];

  test('probes and ports are seen and agree with the services', () => {
    const model = modelOf(memorySystem({ preset: 'shop' }));
    expect(model.services.map(({ name }) => name)).toEqual(['gateway', 'inventory', 'orders', 'payment']);
    expect(model.deployment.probes.filter(({ file, service }) => file === orders && service === 'orders').map(({ path, port }) => [path, port])).toEqual([['/health/live', 3000], ['/health/live', 3000], ['/health/ready', 3000]]);
    expect(model.deployment.ports.filter(({ file }) => file === orders).map(({ by, port }) => [by, port])).toEqual(expect.arrayContaining([['container', 3000], ['target', 3000]]));
    expect(found(model)).toEqual([]);
  });

  test.each([
    ['a probe of a path that is not there', 'path: /health/ready', 'path: /healthz', { messageId: 'path', at: { file: orders } }],
    ['a container that names another port', 'containerPort: 3000', 'containerPort: 4000', { at: { file: orders } }],
    ['a Service that leads elsewhere', 'targetPort: http', 'targetPort: 8080', { at: { file: orders } }],
  ] as const)('%s is a finding', (_, from, to, finding) => {
    expect(found(changed(from, to))).toEqual(expect.arrayContaining([expect.objectContaining({ ...finding, verdict: 'positive', at: expect.objectContaining(finding.at) as unknown })]));
  });
});

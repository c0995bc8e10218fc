import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../../../templates/chassis/src/config/load-config.ts';
import { serviceConfig } from '../../../../templates/chassis/src/config/shapes.ts';
import { createOutliers } from '../../../../templates/chassis/src/discovery/outliers.ts';
import type { Instance } from '../../../../templates/chassis/src/discovery/discovery.ts';
import { memorySystem, random } from '../../../../test/support/memory-system.ts';
import { filesOf } from '../../../../test/support/text-system.ts';
import { readTemplates } from '../../../files/read-templates.ts';
import { analyze } from '../../../system/analyze.ts';
import { servicePlan } from '../../kinds/service.ts';
import { standingSystem } from '../../standing-system.ts';
import { clusterSettings, meshPolicy, terminationGrace } from '../settings.ts';

const chassis = loadConfig(serviceConfig, {});
const cluster = loadConfig(serviceConfig, clusterSettings);
const component = (mesh: string): string => `deploy/kubernetes/components/${mesh}`;
const production = 'deploy/kubernetes/overlays/production/kustomization.yaml';

describe('a mesh agrees with the chassis', () => {
  test('it waits longer than a caller, and as long as the service that is called', () => {
    expect(meshPolicy.timeout * 1000).toBe(chassis.REQUEST_TIMEOUT_MS);
    expect(meshPolicy.timeout * 1000).toBeGreaterThan(chassis.CLIENT_TIMEOUT_MS);
  });

  test('it takes an instance out when the chassis would, for as long, and before a caller gives up all of them', () => {
    const outlast: number[] = [];
    const outliers = createOutliers({ onEject: (_id, forMs) => { outlast.push(forMs); }, now: () => 0 });
    for (let failure = 1; failure < meshPolicy.failures; failure++) outliers.failed('a');
    expect(outlast).toEqual([]);
    outliers.failed('a');
    expect(outlast).toEqual([meshPolicy.firstEjection * 1000]);
    expect(meshPolicy.failures).toBeLessThan(chassis.BREAKER_THRESHOLD);
  });

  test('it takes out no more of them than the chassis would', () => {
    const instances = ['a', 'b', 'c', 'd'].map((id): Instance => ({ id, name: 'orders', address: id, port: 1, tags: [] }));
    const outliers = createOutliers({ now: () => 0 });
    for (const { id } of instances) for (let failure = 0; failure < meshPolicy.failures; failure++) outliers.failed(id);
    expect(outliers.without(instances)).toHaveLength(instances.length * (1 - meshPolicy.mostEjected / 100));
  });

  test('nothing is repeated twice: not by Istio, and not by Linkerd', () => {
    const { files } = memorySystem({ preset: 'shop' });
    const [route] = parseAllDocuments(files.get(`${component('istio')}/services/orders.yaml`) ?? '').map((document) => document.toJS() as { readonly spec: { readonly http: readonly { readonly retries: unknown }[] } });
    expect(route?.spec.http.map(({ retries }) => retries)).toEqual([{ attempts: 0 }, { attempts: 0 }]);
    expect([...files].filter(([path]) => path.startsWith(component('linkerd'))).map(([, text]) => text).join('')).not.toContain('retry.linkerd.io');
  });
});

describe('a pod has the time that it takes to leave', () => {
  const ttlOfClusterDns = 5000;
  const closing = 5000;

  test('it answers until the last caller has looked again', () => {
    expect(cluster.DRAIN_MS).toBeGreaterThan(cluster.HEALTH_CHECK_INTERVAL_MS + ttlOfClusterDns);
    expect(terminationGrace * 1000).toBeGreaterThan(cluster.DRAIN_MS + cluster.SHUTDOWN_GRACE_MS + closing);
  });
});

describe('ms lint reads a mesh', () => {
  const notes = (...taken: readonly string[]): readonly string[] => {
    const { files } = memorySystem({ preset: 'shop' });
    files.set(production, `${files.get(production) ?? ''}components: [${taken.map((mesh) => `../../components/${mesh}`).join(', ')}]\n`);
    const { calls } = analyze(filesOf(files));
    const seen = calls.find(({ from, to }) => from === 'orders' && to === 'inventory')?.resolvedBy ?? [];
    return seen.filter(({ file }) => file.startsWith('deploy/')).map(({ file, note }) => `${file.replace(/^.*components\//, '')}: ${note}`).toSorted();
  };

  test('timeouts and outlier detection guard the calls of a system that is in one', () => {
    expect(notes('istio')).toEqual([
      'istio/services/inventory.yaml: destination rule inventory takes failing instances of inventory out',
      'istio/services/inventory.yaml: virtual service inventory bounds or repeats requests to inventory',
    ]);
    expect(notes('linkerd')).toEqual(['linkerd/services/inventory.yaml: balancer.linkerd.io/failure-accrual: consecutive', 'linkerd/services/inventory.yaml: timeout.linkerd.io/request: 10s']);
  });

  test('and of no other', () => {
    expect(notes()).toEqual([]);
  });

  test('a service that is added is in each of them, and what the user wrote stays', () => {
    const tree = memorySystem({ preset: 'shop' });
    for (const mesh of ['istio', 'linkerd']) tree.files.set(`${component(mesh)}/kustomization.yaml`, `# mine\n${tree.read(`${component(mesh)}/kustomization.yaml`) ?? ''}`);
    tree.apply(servicePlan({ name: 'billing', store: 'postgres', expose: true }, standingSystem(analyze(filesOf(tree.files)), tree.read), { templates: readTemplates(), toolVersion: '1.0.0', nodeVersion: '24', random }));
    const listed = (mesh: string, list: 'resources' | 'patches'): readonly unknown[] => (parse(tree.read(`${component(mesh)}/kustomization.yaml`) ?? '') as Record<string, readonly unknown[]>)[list] ?? [];
    expect([listed('istio', 'resources').at(-1), listed('linkerd', 'patches').at(-1)]).toEqual(['services/billing.yaml', { path: 'services/billing.yaml' }]);
    for (const mesh of ['istio', 'linkerd']) {
      expect(tree.read(`${component(mesh)}/kustomization.yaml`)).toMatch(/^# mine\n/);
      expect(tree.read(`${component(mesh)}/services/billing.yaml`)).toContain('name: billing');
    }
  });
});

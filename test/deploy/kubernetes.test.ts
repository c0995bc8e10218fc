import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { describeWithTools, type RunTool } from '../support/deploy-tools.ts';
import { quick, runMs } from '../support/run-ms.ts';

/**
 * What kube-score asks for and we do not do, and why: a limit of CPU throttles what stands idle beside it; tags are never moved, so nothing
 * need be pulled twice; pods are spread by constraints, which hold for zones too; policies for every pod come from `network.yaml`.
 */
const notOurs = ['--ignore-container-cpu-limit', '--ignore-test', 'container-image-pull-policy', '--ignore-test', 'deployment-has-host-podantiaffinity'];

const place = mkdtempSync(join(tmpdir(), 'ms-kubernetes-'));
afterAll(() => { rmSync(place, { recursive: true }); });

interface Made {
  readonly name: string;
  readonly flags: readonly string[];
  readonly grow: readonly (readonly string[])[];
  /** What keeps its data in memory and so runs once: kube-score does not like it, and is right. */
  readonly once: readonly string[];
}

const systems: readonly Made[] = [
  { name: 'shop', flags: ['--preset', 'shop'], grow: [['add-service', 'billing', '--yes'], ['add-client', 'billing', 'orders'], ['add-service', 'search', '--yes', '--store', 'memory', '--no-expose'], ['add-cache', 'stock-level', '--in', 'orders']], once: ['search'] },
  { name: 'minimal', flags: ['--preset', 'minimal'], grow: [], once: [] },
  { name: 'memory', flags: ['--preset', 'minimal', '--store', 'memory'], grow: [], once: ['catalog'] },
];

const ofOne = (service: string, system: string): readonly string[] =>
  ['Deployment few replicas', 'Deployment update strategy'].map((what) => `[WARNING] ${service}/${system} apps/v1/Deployment: ${what}`);

const made = async ({ name, flags, grow }: Made): Promise<string> => {
  await runMs(['create', name, ...flags, ...quick], { cwd: place });
  const root = join(place, name);
  for (const args of grow) expect(await runMs(args, { cwd: root })).toMatchObject({ code: 0 });
  return join(root, 'deploy', 'kubernetes');
};

interface Checking {
  readonly run: RunTool;
  readonly tools: string;
}

/** Production in one of the meshes: an overlay that takes in a component. */
const inMesh = (folder: string, mesh: string): string => {
  const overlay = join(folder, 'overlays', `production-${mesh}`);
  mkdirSync(overlay, { recursive: true });
  writeFileSync(join(overlay, 'kustomization.yaml'), stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['../production'], components: [`../../components/${mesh}`] }));
  return overlay;
};

/** A folder as `kubectl apply -k` would send it, in a file. */
const built = async ({ run }: Checking, folder: string): Promise<string> => {
  const file = join(place, 'built.yaml');
  writeFileSync(file, await run('kustomize', 'build', folder));
  return file;
};

const validate = async ({ run, tools }: Checking, file: string): Promise<string> => run('kubectl-validate', '--version', '1.30', '--local-crds', join(tools, 'crds'), file);

describeWithTools('Kubernetes files, read by what reads them for users', (run, tools) => {
  describe.each(systems)('$name', (system) => {
    let folder = '';
    beforeAll(async () => { folder = await made(system); });

    test('every overlay is built, valid for the API server, and nothing that kube-score asks for is missing', async () => {
      const meshes = readdirSync(join(folder, 'components'));
      expect(meshes).toEqual(['istio', 'linkerd']);
      for (const overlay of [join(folder, 'overlays', 'production'), ...meshes.map((mesh) => inMesh(folder, mesh))]) {
        const file = await built({ run, tools }, overlay);
        await validate({ run, tools }, file);
        const verdicts = await run('kube-score', 'score', '--output-format', 'ci', ...notOurs, file);
        expect(verdicts.split('\n').filter((line) => !/^(?:\[(?:OK|SKIPPED)\].*)?$/.test(line)).toSorted()).toEqual(system.once.flatMap((service) => ofOne(service, system.name)));
      }
    });
  });

  test('one balances: the chassis by pods, or the sidecar by an address', async () => {
    const folder = join(place, 'shop', 'deploy', 'kubernetes');
    const build = async (overlay: string): Promise<string> => run('kustomize', 'build', join(folder, 'overlays', overlay));
    const [production, istio, linkerd] = [await build('production'), await build('production-istio'), await build('production-linkerd')];
    expect([production, istio, linkerd].map((text) => text.split('clusterIP: None').length - 1)).toEqual([5, 0, 0]);
    expect(istio).toContain('istio-injection: enabled');
    expect(linkerd).toContain('linkerd.io/inject: enabled');
  });

  test('a mistake is found', async () => {
    const folder = join(place, 'shop', 'deploy', 'kubernetes');
    const path = join(folder, 'base', 'services', 'orders.yaml');
    const text = readFileSync(path, 'utf8');
    const outcomes: string[] = [];
    for (const [from, to] of [['runAsNonRoot: true', 'runAsNonRoot: yes please'], ['failureThreshold', 'failureTreshold']] as const) {
      writeFileSync(path, text.replace(from, to));
      outcomes.push(await validate({ run, tools }, await built({ run, tools }, join(folder, 'base'))).catch(String));
    }
    writeFileSync(path, text);
    expect(outcomes).toEqual([expect.stringContaining('runAsNonRoot'), expect.stringContaining('failureTreshold')]);
  });
});

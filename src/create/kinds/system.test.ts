import { expect, test, describe } from 'vitest';
import { parse } from 'yaml';
import { workflowErrors } from '../../../test/support/github-actions.ts';
import { answers, memorySystem, planOf } from '../../../test/support/memory-system.ts';

const combinations = [
  { preset: 'minimal', store: 'postgres' }, { preset: 'minimal', store: 'memory' }, { preset: 'shop', store: 'postgres' },
] as const;

describe.each(combinations)('$preset with $store', (given) => {
  const { files } = memorySystem(given);
  interface Package {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
  }
  const json = (path: string): Package => JSON.parse(files.get(path) ?? '') as Package;

  test('no sample name is left in a path or a text, and no hole unfilled', () => {
    // Prometheus and Grafana fill in labels by holes of their own.
    const holes = (path: string): RegExp => (path.startsWith('deploy/observability/') ? /\{\{#/ : /(?<!\$)\{\{/);
    const left = [...files].filter(([path, text]) => /sample-?(?:item|system)/i.test(path + text) || holes(path).test(text));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  test('every path stays below the target and no file keeps its template suffix', () => {
    for (const path of files.keys()) expect(path).not.toMatch(/^\/|\.\.|\.hbs$|(?:^|\/)_[^/]*$/);
  });

  test('each package of the workspace that is depended on is there', () => {
    const packages = [...files.keys()].filter((path) => path.endsWith('package.json'));
    const names = new Set(packages.map((path) => json(path).name));
    const wanted = packages.flatMap((path) => Object.keys({ ...json(path).dependencies, ...json(path).devDependencies })).filter((name) => name.startsWith('@my-shop/'));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    expect(packages.filter((path) => 'createMicroservice' in json(path))).toEqual([]);
  });

  test('compose, CI and ms.config.ts name every service', () => {
    const services = [...files.keys()].flatMap((path) => /^services\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
    const compose = parse(files.get('deploy/compose.yaml') ?? '') as { services: object };
    const workflow = parse(files.get('.github/workflows/ci.yml') ?? '') as { jobs: { image: { strategy: { matrix: { service: string[] } } } } };
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(services));
    expect(workflow.jobs.image.strategy.matrix.service.toSorted()).toEqual(services.toSorted());
    expect(workflowErrors(files.get('.github/workflows/ci.yml') ?? '')).toEqual([]);
    for (const service of services) expect(files.get('ms.config.ts')).toMatch(new RegExp(`['" ]${service}['"]?: 3\\d{3}`));
  });

  test('secrets are in .env alone', () => {
    expect(files.get('.env')).toMatch(/^JWT_SECRET=x{32}$/m);
    expect([...files].filter(([path, text]) => path !== '.env' && text.includes('x'.repeat(32))).map(([path]) => path)).toEqual([]);
    expect(files.get('.env.example')).toMatch(/^JWT_SECRET=$/m);
    expect(files.get('.gitignore')).toMatch(/^\.env$/m);
  });
});

test('the shop holds its services whatever name a single service would have', () => {
  expect([...memorySystem({ preset: 'shop' }).files.keys()]).toEqual(expect.arrayContaining(['services/orders/src/app.ts', 'services/inventory/src/app.ts', 'services/payment/src/app.ts', 'services/gateway/src/app.ts']));
});

test('pnpm links the packages of the workspace, the others take the version that is there', () => {
  const version = (pm: 'npm' | 'pnpm'): unknown => {
    const { dependencies } = JSON.parse(memorySystem({ pm }).files.get('services/catalog/package.json') ?? '') as { dependencies: Record<string, string> };
    return dependencies['@my-shop/chassis'];
  };
  expect([version('npm'), version('pnpm')]).toEqual(['0.0.0', 'workspace:*']);
  expect(memorySystem({ pm: 'pnpm' }).files.get('pnpm-workspace.yaml')).toContain('services/*/contract');
});

test('yarn gets the peer that it does not bring, and keeps its state out of git', () => {
  const { files } = memorySystem({ pm: 'yarn' });
  expect(files.get('package.json')).toContain('"vite"');
  expect(files.get('.gitignore')).toMatch(/^node_modules\/$[^]*^\.yarn\/$/m);
});

test('the same answers give the same plan', () => {
  expect(planOf(answers)).toEqual(planOf(answers));
});

import { stringify } from 'yaml';
import { combine } from '../../plan/combine.ts';
import type { FileOperation, Owner, Plan } from '../../plan/plan.ts';
import { renamer } from '../../shared/name-forms.ts';
import type { Files } from '../../system/files.ts';
import { composeEntries, composeVolumes, infrastructureEntries } from '../compose.ts';
import { systemName, type CreateAnswers } from '../create-questions.ts';
import { fillSecrets } from '../edits/env-section.ts';
import { clusterFiles } from '../kubernetes/base.ts';
import type { CallEdge } from '../kubernetes/calls.ts';
import { exampleSection, systemGroups } from '../environment.ts';
import { dashboardJson } from '../observability/dashboard.ts';
import { dashboards } from '../observability/dashboards.ts';
import { readPart, serviceSource, type Part, type PartSource } from '../part.ts';
import { msConfig } from '../ms-config.ts';
import { serialise } from '../render/package-json.ts';
import { render } from '../render/render.ts';
import { nodeMajor, pnpmWorkspace, rootPackage, type RootVersions } from '../root-package.ts';
import { serviceFiles, type RenderingBase } from '../service-files.ts';
import { exposedPaths, templateData } from '../template-data.ts';

/** What a system is made from, beside the answers. */
export interface SystemMaterial {
  readonly templates: Files;
  readonly versions: RootVersions;
  readonly toolVersion: string;
  /** Fresh random text for a secret. */
  readonly random: () => string;
  /** The tool's own tarball, kept in the system until the tool is published; null when the system takes it from a registry. */
  readonly tarball: { readonly path: string; readonly contents: Uint8Array } | null;
}

const shopServices = ['orders', 'inventory', 'payment'] as const;

/** The services that a preset holds, gateway first. */
const presetSources = ({ preset, service, store }: CreateAnswers): readonly PartSource[] => [
  { name: 'gateway', from: ['gateway/base', `gateway/+${preset}`] },
  ...(preset === 'shop' ? shopServices.map((name) => ({ name, from: [`shop/${name}`] })) : [serviceSource(service, { store, api: 'http' })]),
];

type Creation = Extract<FileOperation, { kind: 'create' }>;

const create = (path: string, contents: string | Uint8Array, owner: Owner = 'shared'): Creation => ({ kind: 'create', path, contents, owner, template: 'system' });

const compose = (parts: readonly Part[]): string => stringify({
  services: { ...infrastructureEntries(), ...Object.assign({}, ...parts.map(composeEntries)) as object },
  volumes: Object.fromEntries(['rabbitmq', 'consul', ...parts.flatMap(composeVolumes)].map((name) => [name, {}])),
}, { lineWidth: 0 });

const yarnFiles: readonly FileOperation[] = [
  create('.yarnrc.yml', stringify({ nodeLinker: 'node-modules' })),
  { kind: 'edit', path: '.gitignore', template: 'system', edit: (before) => `${before}\n# What yarn keeps for itself.\n.yarn/\n` },
];

const built = (answers: CreateAnswers, parts: readonly Part[], { versions, random, tarball }: SystemMaterial): Plan => {
  const example = systemGroups(parts).map(exampleSection).join('\n');
  return {
    operations: [
      create('package.json', serialise(rootPackage(systemName(answers.dir), answers.pm, versions))),
      create('ms.config.ts', msConfig(parts)),
      create('deploy/compose.yaml', compose(parts)),
      ...dashboards.map((one) => create(`deploy/observability/grafana/dashboards/${one.uid}.json`, serialise(dashboardJson(one)))),
      create('.env.example', example),
      { ...create('.env', fillSecrets(example, random)(''), 'user'), secret: true },
      ...(answers.pm === 'pnpm' ? [create('pnpm-workspace.yaml', stringify(pnpmWorkspace()))] : []),
      ...(answers.pm === 'yarn' ? yarnFiles : []),
      ...(tarball === null ? [] : [create(tarball.path, tarball.contents, 'tool')]),
    ],
  };
};

/** Who calls whom: services each other, the gateway what it shows. */
const callsOf = (parts: readonly Part[], exposed: readonly string[]): readonly CallEdge[] =>
  parts.flatMap(({ name, kind, calls }) => (kind === 'gateway' ? exposed : calls).map((to) => ({ from: name, to })));

/** A whole system: root, chassis, gateway and the services of the preset. */
export const systemPlan = (answers: CreateAnswers, material: SystemMaterial): Plan => {
  const { templates, versions } = material;
  const system = systemName(answers.dir);
  const sources = presetSources(answers);
  const parts = sources.map((source) => readPart(templates, source));
  const names = new Map([['sample-system', system], ...(answers.preset === 'minimal' ? [['sample-item', answers.service] as const] : [])]);
  const exposed = exposedPaths(templates, `gateway/+${answers.preset}/src/routes.ts`, renamer(names));
  const data = templateData({ pm: answers.pm, toolVersion: material.toolVersion, nodeVersion: nodeMajor(versions), parts, exposed, protocols: ['http'] });
  const base: RenderingBase = { templates, names, system, pm: answers.pm, data };
  return combine(
    render({ ...base, from: ['system/base', `system/+${answers.preset}`], to: '', owner: 'shared' }),
    render({ ...base, from: ['chassis'], to: 'packages/chassis', owner: 'tool' }),
    ...sources.map((source) => serviceFiles(base, source)),
    built(answers, parts, material),
    { operations: clusterFiles({ system, parts, calls: callsOf(parts, [...exposed.keys()]) }) },
  );
};

import { addDependency } from '../../../edits/dependency.ts';
import { combine } from '../../../plan/combine.ts';
import type { FileOperation, Plan } from '../../../plan/plan.ts';
import { workspaceVersion } from '../../package-manager.ts';
import { render } from '../../render/render.ts';
import { serviceFiles, type RenderingBase } from '../../service-files.ts';
import { contractPackage, type StandingSystem } from '../../standing-system.ts';
import { templateData } from '../../template-data.ts';
import { gatewayRoute, inCluster, placedPart, wiring, type ServiceMaterial } from '../../wiring.ts';
import { kebab, variationOf, viewOf, type BffAnswers, type ComposedPart } from './bff-names.ts';
import { appFile, othersFile, routesFile, viewContract, type Composing } from './compose.ts';

const template = 'bff';

const create = (path: string, contents: string): FileOperation => ({ kind: 'create', path, contents, owner: 'shared', template });

const partPlan = (base: RenderingBase, to: string, part: ComposedPart): Plan => {
  const variation = variationOf(part);
  const { service, route } = part;
  const names = [
    [route.key === null ? 'list-sample-item' : 'get-sample-item', kebab(route.name)],
    ...(route.key === null ? [] : [['sample-item-id', kebab(route.key)] as const]),
    [variation, service.name], ['sample-item', service.name],
  ] as const;
  return render({ ...base, from: [`bff/+${variation}`], to, names: new Map([...names, ...base.names]), owner: 'shared' });
};

const composed = (composing: Composing, to: string): readonly FileOperation[] => {
  const view = viewOf(composing.answers);
  return [
    create(`${to}/contract/src/v1/${view}.ts`, viewContract(composing)),
    create(`${to}/src/app.ts`, appFile(composing)),
    create(`${to}/src/routes/${view}.ts`, routesFile(composing)),
    create(`${to}/test/others.ts`, othersFile(composing)),
  ];
};

/** Both the backend and its contract speak in the schemas of those that it composes. */
const dependencies = ({ answers, contractOf }: Composing, to: string, version: string): readonly FileOperation[] =>
  [`${to}/package.json`, `${to}/contract/package.json`].flatMap((path) => answers.parts.map(({ service }): FileOperation => ({ kind: 'edit', path, template, edit: addDependency(contractOf(service), version) })));

/** A backend for one front end in a standing system: its views, the parts of which they are composed, and its place in gateway, compose, CI and ports. */
export const bffPlan = (answers: BffAnswers, system: StandingSystem, material: ServiceMaterial): Plan => {
  const { name, client, parts } = answers;
  const to = `services/${name}`;
  const composing: Composing = { answers, scope: system.name, contractOf: (service) => contractPackage(system, service) };
  const source = { name, from: ['bff/base'] };
  const part = { ...placedPart(system, material.templates, source), calls: parts.map(({ service }) => service.name) };
  const data = templateData({ pm: system.pm, toolVersion: material.toolVersion, nodeVersion: material.nodeVersion, parts: [part], exposed: new Map([[name, `/v1/${name}`]]) });
  const base: RenderingBase = { templates: material.templates, names: new Map([['sample-system', system.name], ['sample-bff', name], ['sample-client', client]]), system: system.name, pm: system.pm, data };
  return combine(
    serviceFiles(base, source),
    ...parts.map((one) => partPlan(base, to, one)),
    { operations: [...composed(composing, to), ...dependencies(composing, to, workspaceVersion(system.pm)), ...wiring(part, system, material.random), ...gatewayRoute(name, system), ...inCluster(part, true, system)] },
  );
};

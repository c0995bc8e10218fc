import { combine } from '../../plan/combine.ts';
import type { FileOperation, Plan } from '../../plan/plan.ts';
import type { Files } from '../../system/files.ts';
import { composeEntries, composeVolumes } from '../compose.ts';
import type { StoreKind } from '../create-questions.ts';
import { addDevPort, portFor, readPorts } from '../edits/dev-port.ts';
import { addExampleSection, fillSecrets } from '../edits/env-section.ts';
import { addGatewayRoute } from '../edits/gateway-route.ts';
import { addYamlEntry, addYamlItem } from '../../edits/yaml-entry.ts';
import { exampleSection, partGroup } from '../environment.ts';
import { readPart, serviceSource, type Part } from '../part.ts';
import { addToCluster } from '../kubernetes/grow.ts';
import { serviceFiles } from '../service-files.ts';
import { gatewayOf, type StandingSystem } from '../standing-system.ts';
import { templateData } from '../template-data.ts';

export interface ServiceAnswers {
  readonly name: string;
  readonly store: StoreKind;
  /** Reachable from outside, as /v1/<name> of the gateway. */
  readonly expose: boolean;
}

export interface ServiceMaterial {
  readonly templates: Files;
  readonly toolVersion: string;
  readonly nodeVersion: string;
  readonly random: () => string;
}

const template = 'service';
const composeFile = 'deploy/compose.yaml';
const workflowFile = '.github/workflows/ci.yml';

const edit = (path: string, change: (before: string) => string): FileOperation => ({ kind: 'edit', path, template, edit: change });

const composeEdit = (part: Part): FileOperation => edit(composeFile, (before) => {
  const withServices = Object.entries(composeEntries(part)).reduce((text, entry) => addYamlEntry(composeFile, ['services'], entry)(text), before);
  return composeVolumes(part).reduce((text, volume) => addYamlEntry(composeFile, ['volumes'], [volume, {}])(text), withServices);
});

/** A clone has no `.env`, and a system may do without our CI: what is not there is not made up. */
const optional = (read: Files['read'], path: string, operation: () => FileOperation): readonly FileOperation[] => (read(path) === undefined ? [] : [operation()]);

const secrets = (part: Part, random: () => string): FileOperation =>
  ({ kind: 'edit', path: '.env', template, secret: true, edit: fillSecrets(exampleSection(partGroup(part)), random) });

const wiring = (part: Part, system: StandingSystem, random: () => string): readonly FileOperation[] => [
  edit('ms.config.ts', addDevPort(part.name, part.port)),
  composeEdit(part),
  edit('.env.example', addExampleSection(partGroup(part))),
  ...optional(system.read, '.env', () => secrets(part, random)),
  ...optional(system.read, workflowFile, () => edit(workflowFile, addYamlItem(workflowFile, ['jobs', 'image', 'strategy', 'matrix', 'service'], part.name))),
];

const inCluster = (part: Part, expose: boolean, system: StandingSystem): readonly FileOperation[] => {
  const gateway = gatewayOf(system);
  const calls = expose && gateway !== undefined ? [{ from: gateway.name, to: part.name }] : [];
  return addToCluster({ system: system.name, parts: [part], calls }, system.read);
};

const gatewayRoute = (name: string, system: StandingSystem): readonly FileOperation[] => {
  const gateway = gatewayOf(system);
  return gateway === undefined ? [] : [edit(`${gateway.path}/src/routes.ts`, addGatewayRoute(name))];
};

/** A service in a standing system: its files, and its place in gateway, compose, CI, ports and variables. */
export const servicePlan = ({ name, store, expose }: ServiceAnswers, system: StandingSystem, material: ServiceMaterial): Plan => {
  const source = serviceSource(name, store);
  const sample = readPart(material.templates, source);
  const part: Part = { ...sample, port: portFor(name, readPorts(system.read('ms.config.ts') ?? ''), sample.port) };
  const data = templateData({ pm: system.pm, toolVersion: material.toolVersion, nodeVersion: material.nodeVersion, parts: [part], exposed: new Map(expose ? [[name, `/v1/${name}`]] : []) });
  const names = new Map([['sample-system', system.name], ['sample-item', name]]);
  return combine(
    serviceFiles({ templates: material.templates, names, system: system.name, pm: system.pm, data }, source),
    { operations: [...wiring(part, system, material.random), ...(expose ? gatewayRoute(name, system) : []), ...inCluster(part, expose, system)] },
  );
};

import { addYamlEntry, addYamlItem } from '../edits/yaml-entry.ts';
import type { FileOperation } from '../plan/plan.ts';
import type { Files } from '../system/files.ts';
import { composeEntries, composeVolumes } from './compose.ts';
import { addDevPort, portFor, readPorts } from './edits/dev-port.ts';
import { addExampleSection, fillSecrets } from './edits/env-section.ts';
import { addGatewayRoute } from './edits/gateway-route.ts';
import { exampleSection, partGroup } from './environment.ts';
import { addToCluster } from './kubernetes/grow.ts';
import { readPart, type Part, type PartSource } from './part.ts';
import { gatewayOf, type StandingSystem } from './standing-system.ts';

/** What a service is made from, beside the answers. */
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

/** A part of a template in this system: with the port that it has there, or the next free one. */
export const placedPart = (system: StandingSystem, templates: Files, source: PartSource): Part => {
  const sample = readPart(templates, source);
  return { ...sample, port: portFor(source.name, readPorts(system.read('ms.config.ts') ?? ''), sample.port) };
};

const composeEdit = (part: Part): FileOperation => edit(composeFile, (before) => {
  const withServices = Object.entries(composeEntries(part)).reduce((text, entry) => addYamlEntry(composeFile, ['services'], entry)(text), before);
  return composeVolumes(part).reduce((text, volume) => addYamlEntry(composeFile, ['volumes'], [volume, {}])(text), withServices);
});

/** A clone has no `.env`, and a system may do without our CI: what is not there is not made up. */
const optional = (read: Files['read'], path: string, operation: () => FileOperation): readonly FileOperation[] => (read(path) === undefined ? [] : [operation()]);

const secrets = (part: Part, random: () => string): FileOperation =>
  ({ kind: 'edit', path: '.env', template, secret: true, edit: fillSecrets(exampleSection(partGroup(part)), random) });

/** Its place in ports, compose, variables and CI. */
export const wiring = (part: Part, system: StandingSystem, random: () => string): readonly FileOperation[] => [
  edit('ms.config.ts', addDevPort(part.name, part.port)),
  composeEdit(part),
  edit('.env.example', addExampleSection(partGroup(part))),
  ...optional(system.read, '.env', () => secrets(part, random)),
  ...optional(system.read, workflowFile, () => edit(workflowFile, addYamlItem(workflowFile, ['jobs', 'image', 'strategy', 'matrix', 'service'], part.name))),
];

/** Makes it reachable from outside, where there is a gateway. */
export const gatewayRoute = (name: string, system: StandingSystem): readonly FileOperation[] => {
  const gateway = gatewayOf(system);
  return gateway === undefined ? [] : [edit(`${gateway.path}/src/routes.ts`, addGatewayRoute(name))];
};

/** Its place in the cluster, and the calls that are let through: those of the gateway where it is exposed, and its own. */
export const inCluster = (part: Part, expose: boolean, system: StandingSystem): readonly FileOperation[] => {
  const gateway = gatewayOf(system);
  const calls = [...(expose && gateway !== undefined ? [{ from: gateway.name, to: part.name }] : []), ...part.calls.map((to) => ({ from: part.name, to }))];
  return addToCluster({ system: system.name, parts: [part], calls }, system.read);
};

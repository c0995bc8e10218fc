import type { Call, Route } from '../model.ts';
import { baseOf, isWithin } from '../paths.ts';
import { interpolate } from '../workspace/environment.ts';
import { readYaml, type Yaml } from '../workspace/yaml.ts';
import { joinPath } from './http-routes.ts';
import { listedCall } from './listed-calls.ts';
import { versionIn } from './nest.ts';
import type { System } from './system.ts';

interface Settings {
  readonly file: string;
  readonly document: Yaml;
  readonly owner: System['deployed'][number];
}

/** `gateway.config.yml` of Express Gateway, with the service in whose folder it lies. */
const settingsOf = ({ settings, deployed }: System): readonly Settings[] =>
  settings.filter(({ file }) => /^gateway\.config\.(?:ya?ml|json)$/.test(baseOf(file))).flatMap(({ file, text }) => {
    const [document] = readYaml(text);
    const owner = deployed.filter(({ service }) => service.node && isWithin(file, service.path)).toSorted((a, b) => b.service.path.length - a.service.path.length)[0];
    return document === undefined || owner === undefined ? [] : [{ file, document, owner }];
  });

const allOf = (one: Yaml | undefined): readonly Yaml[] => (one === undefined ? [] : one.items.length > 0 ? one.items : [one]);

/** What pipelines say about handing on to a target: `{ proxy: [{ action: { serviceEndpoint, proxyTimeout } }] }`. */
const isBounded = ({ document }: Settings, endpoint: string): boolean => {
  const policies = (document.get('pipelines')?.entries ?? []).flatMap(([, one]) => one.get('policies')?.items ?? []);
  const actions = policies.flatMap((policy) => allOf(policy.get('proxy'))).flatMap((step) => step.get('action') ?? []).filter((action) => action.get('serviceEndpoint')?.text === endpoint);
  return actions.length > 0 && actions.every((action) => ['proxyTimeout', 'timeout'].some((name) => Number(action.get(name)?.text) > 0));
};

/** The targets of Express Gateway, one call for each. */
export const expressGatewayCalls = (system: System): readonly Call[] =>
  settingsOf(system).flatMap((settings) => (settings.document.get('serviceEndpoints')?.entries ?? []).flatMap(([name, endpoint]) => allOf(endpoint.get('urls') ?? endpoint.get('url')).slice(0, 1).map((url) => listedCall(system, {
    from: settings.owner.service.name, client: 'express-gateway', method: null, name, url: interpolate(url.text ?? '', settings.owner.environment), at: { file: settings.file, line: url.line },
    guards: { timeout: isBounded(settings, name) }, resolvedBy: [],
  }))));

/** The paths that it serves. */
export const expressGatewayRoutes = (system: System): readonly Route[] =>
  settingsOf(system).flatMap(({ file, document, owner }) => (document.get('apiEndpoints')?.entries ?? []).flatMap(([, endpoint]) => allOf(endpoint.get('paths') ?? endpoint.get('path')).flatMap(({ text, line }) => {
    if (text === null) return [];
    const path = joinPath(text);
    return [{ service: owner.service.name, method: 'ALL', path, version: versionIn(path), kind: 'http' as const, file, line, column: 1 }];
  })));

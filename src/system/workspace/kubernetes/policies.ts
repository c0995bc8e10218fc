import type { Files } from '../../files.ts';
import { at, numberOf, type Yaml } from '../yaml.ts';
import type { Evidence, Guards } from '../../model.ts';
import type { Variable } from '../environment.ts';
import { withoutUnused } from './components.ts';
import type { Manifest } from './manifests.ts';
import { annotationsOf, type Workload } from './workloads.ts';

/** What a mesh or a gateway does on every request to a host, whoever sends it. */
export interface Policy extends Guards {
  /** The Kubernetes service, without namespace. */
  readonly host: string;
  readonly at: Evidence;
}

const bare = (host: string): string => host.split('.')[0] ?? host;

const policy = (host: string, { file }: Pick<Manifest, 'file'>, told: Partial<Guards> & { readonly line: number; readonly note: string }): Policy => ({
  host: bare(host), timeout: told.timeout === true, breaker: told.breaker === true, retry: told.retry === true, at: { file, line: told.line, note: told.note },
});

const isBound = (yaml: Yaml | undefined): boolean => yaml?.text != null && !/^0\w*$/.test(yaml.text);

const attempts = (yaml: Yaml | undefined): boolean => (numberOf(yaml?.get('attempts')) ?? 0) > 0;

/** Istio: `timeout` and `retries` of a route, for every host that it leads to. */
const ofVirtualService = (manifest: Manifest): readonly Policy[] =>
  (at(manifest.yaml, 'spec', 'http')?.items ?? []).flatMap((route) => {
    const [timeout, retry] = [isBound(route.get('timeout')), attempts(route.get('retries'))];
    const hosts = (route.get('route')?.items ?? []).flatMap((one) => at(one, 'destination', 'host')?.text ?? []);
    return timeout || retry ? hosts.map((host) => policy(host, manifest, { timeout, retry, line: (route.get('timeout') ?? route.get('retries') ?? route).line, note: `virtual service ${manifest.name} bounds or repeats requests to ${bare(host)}` })) : [];
  });

/** Istio: outlier detection is the breaker of a mesh. */
const ofDestinationRule = (manifest: Manifest): readonly Policy[] => {
  const host = at(manifest.yaml, 'spec', 'host')?.text;
  const outlier = at(manifest.yaml, 'spec', 'trafficPolicy', 'outlierDetection');
  return host == null || outlier === undefined ? [] : [policy(host, manifest, { breaker: true, line: outlier.line, note: `destination rule ${manifest.name} takes failing instances of ${bare(host)} out` })];
};

/** Gateway API: `timeouts` and `retry` of a rule. */
const ofHttpRoute = (manifest: Manifest): readonly Policy[] =>
  (at(manifest.yaml, 'spec', 'rules')?.items ?? []).flatMap((rule) => {
    const limits = rule.get('timeouts');
    const timeout = isBound(limits?.get('request')) || isBound(limits?.get('backendRequest'));
    const retry = attempts(rule.get('retry'));
    const hosts = (rule.get('backendRefs')?.items ?? []).flatMap((one) => one.get('name')?.text ?? []);
    return timeout || retry ? hosts.map((host) => policy(host, manifest, { timeout, retry, line: (limits ?? rule).line, note: `route ${manifest.name} bounds or repeats requests to ${host}` })) : [];
  });

/** Linkerd: a service profile bounds or repeats by route; only what holds for every route holds for the service. */
const ofServiceProfile = (manifest: Manifest): readonly Policy[] => {
  const routes = at(manifest.yaml, 'spec', 'routes')?.items ?? [];
  const [timeout, retry] = [routes.every((route) => isBound(route.get('timeout'))), routes.every((route) => route.get('isRetryable')?.text === 'true')];
  return routes.length > 0 && (timeout || retry) ? [policy(manifest.name, manifest, { timeout, retry, line: manifest.line, note: `service profile ${manifest.name} bounds or repeats every route` })] : [];
};

const annotated: readonly (readonly [RegExp, keyof Guards, RegExp])[] = [
  [/^(?:balancer|config)\.(?:linkerd|alpha\.linkerd)\.io\/failure-accrual$/, 'breaker', /^consecutive$/],
  [/^(?:timeout|config)\.linkerd\.io\/(?:request|response)$/, 'timeout', /[1-9]/],
  [/^retry\.linkerd\.io\/(?:http|grpc)$/, 'retry', /./],
];

/** Linkerd: annotations of a service. */
const ofAnnotation = (hosts: readonly string[], { name, value, file, line }: Variable): readonly Policy[] =>
  annotated.filter(([key, , wanted]) => key.test(name) && wanted.test(value)).flatMap(([, guard]) => hosts.map((host) => policy(host, { file }, { [guard]: true, line, note: `${name}: ${value}` })));

const readers: Readonly<Record<string, (manifest: Manifest) => readonly Policy[]>> = {
  VirtualService: ofVirtualService, DestinationRule: ofDestinationRule, HTTPRoute: ofHttpRoute, GRPCRoute: ofHttpRoute, ServiceProfile: ofServiceProfile,
};

/** Linkerd: what a patch says of a service that lies elsewhere; it names it, and selects nothing. */
const ofPatch = ({ kind, name, yaml, file }: Manifest): readonly Policy[] =>
  (kind === 'Service' && at(yaml, 'spec', 'selector') === undefined ? annotationsOf(yaml, file).flatMap((one) => ofAnnotation([name], one)) : []);

/** Every policy that a mesh applies, one for each host that it is about. */
export const readPolicies = (files: Files, manifests: readonly Manifest[], workloads: readonly Workload[]): readonly Policy[] => [
  ...withoutUnused(files, manifests).flatMap((one) => [...(readers[one.kind]?.(one) ?? []), ...ofPatch(one)]),
  ...workloads.flatMap(({ hosts, annotations }) => annotations.flatMap((one) => ofAnnotation(hosts, one))),
];

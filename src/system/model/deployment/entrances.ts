import type { Files } from '../../files.ts';
import type { Evidence } from '../../model.ts';
import { baseOf } from '../../paths.ts';
import type { ComposeService } from '../../workspace/compose/compose.ts';
import type { Manifest } from '../../workspace/kubernetes/manifests.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { at } from '../../workspace/yaml.ts';

/** Images that stand in front of services. */
const proxyImage = /(?:^|\/)(?:nginx|nginx-unprivileged|openresty|traefik|haproxy|envoy|kong|kong-gateway|caddy|apisix|krakend|tyk-gateway|express-gateway|emissary|ambassador|gloo-envoy-wrapper|contour|pomerium|oathkeeper|nginx-proxy|nginx-proxy-manager|swag|router|hasura-gateway|wundergraph|cosmo-router|router-dev)(?:[:@-]|$)/i;

/** `router` alone says nothing; Apollo's does. */
const isProxyImage = (image: string): boolean => proxyImage.test(image) && (!/(?:^|\/)router(?:[:@]|$)/i.test(image) || /apollo|wundergraph/i.test(image));

const ofContainers = (infrastructure: readonly ComposeService[]): readonly Evidence[] =>
  infrastructure.flatMap(({ image, file, line, name }) => (image !== null && isProxyImage(image) ? [{ file, line, note: `${name} runs ${image}` }] : []));

const objectKinds: Readonly<Record<string, string>> = {
  Ingress: 'ingress', HTTPRoute: 'HTTP route', GRPCRoute: 'gRPC route', IngressRoute: 'Traefik route', HTTPProxy: 'Contour proxy', ApisixRoute: 'APISIX route', TCPIngress: 'Kong ingress', Mapping: 'Emissary mapping', Route: 'route', Gateway: 'gateway',
};

const isMeshOnly = ({ kind, api }: Manifest): boolean => kind === 'Route' && !api.startsWith('route.openshift.io') && api !== 'v1';

const ofCluster = (manifests: readonly Manifest[]): readonly Evidence[] =>
  manifests.flatMap((one) => {
    const { kind, file, line, name, yaml } = one;
    const what = Object.hasOwn(objectKinds, kind) && !isMeshOnly(one) ? objectKinds[kind] : undefined;
    if (what !== undefined) return [{ file, line, note: `${what} ${name}` }];
    const gateways = kind === 'VirtualService' ? (at(yaml, 'spec', 'gateways')?.items ?? []).filter(({ text }) => text !== 'mesh') : [];
    return gateways.length > 0 ? [{ file, line, note: `virtual service ${name} behind gateway ${gateways[0]?.text ?? ''}` }] : [];
  });

interface Told {
  readonly files: RegExp;
  readonly says: RegExp;
  readonly note: string;
}

/** Files of proxies and of infrastructure as code. What a front end proxies to for its developers is none. */
const configured: readonly Told[] = [
  { files: /nginx[^/]*$|(?:^|\/)(?:nginx|proxy|gateway|reverse-proxy)\/.+$|\.conf(?:\.\w+)?$/i, says: /^[^\S\n]*(?:proxy_pass|grpc_pass)\s+\S+/m, note: 'nginx hands requests on' },
  { files: /(?:^|\/)Caddyfile[^/]*$/, says: /^[^\S\n]*reverse_proxy\s+\S+/m, note: 'Caddy hands requests on' },
  { files: /haproxy[^/]*\.cfg$/i, says: /^[^\S\n]*backend\s+\S+/m, note: 'HAProxy hands requests on' },
  { files: /envoy[^/]*\.ya?ml$/i, says: /^[^\S\n]*-?\s*(?:route_config|clusters):/m, note: 'Envoy hands requests on' },
  { files: /(?:kong|deck)[^/]*\.ya?ml$/i, says: /^_format_version:/m, note: 'Kong hands requests on' },
  { files: /krakend[^/]*\.(?:json|tmpl)$/i, says: /"endpoints"\s*:/, note: 'KrakenD hands requests on' },
  { files: /traefik.*\.(?:ya?ml|toml)$/i, says: /^[^\S\n]*(?:loadBalancer|\[http\.(?:routers|services)|routers:)/m, note: 'Traefik hands requests on' },
  { files: /\.tf$/, says: /^[^\S\n]*resource\s+"(?:aws_api_gateway_\w+|aws_apigatewayv2_\w+|aws_(?:a?lb)_listener_rule|google_api_gateway_\w+|azurerm_api_management\w*|google_compute_url_map|cloudflare_load_balancer|kubernetes_ingress\w*)"/m, note: 'an API gateway or load balancer with rules' },
  { files: /\.(?:ya?ml|json|template)$/, says: /\bAWS::(?:ApiGateway(?:V2)?::|Serverless::(?:Api|HttpApi)\b|ElasticLoadBalancingV2::ListenerRule)/, note: 'an API gateway or load balancer with rules' },
  { files: /(?:^|\/)(?:cdk|infra|infrastructure|iac|stacks?|pulumi|deploy(?:ment)?|lib)\/.*\.[cm]?[jt]s$|(?:^|\/)sst\.config\.ts$/, says: /aws-(?:cdk-lib\/)?aws-apigateway|@aws-cdk\/aws-apigateway|\baws\.apigateway|\b(?:HttpApi|RestApi|ApiGatewayV[12])\(|ApplicationListenerRule/, note: 'an API gateway in code' },
  { files: /(?:^|\/)serverless(?:\.[\w-]+)?\.(?:ya?ml|[cm]?[jt]s|json)$/, says: /^[^\S\n]*-?\s*[{"']*(?:http|httpApi)["']?:/m, note: 'API gateway of serverless' },
];

const ofFiles = (files: Files): readonly Evidence[] =>
  files.paths.filter((path) => !/(?:^|\/)(?:node_modules|docs?|examples?|tests?)\//.test(path)).flatMap((path) => configured.filter((one) => one.files.test(path)).flatMap(({ says, note }) => {
    const text = files.read(path) ?? '';
    const found = says.exec(text);
    if (found === null) return [];
    const start = found.index + (found[0].length - found[0].trimStart().length);
    return [{ file: path, line: text.slice(0, start).split('\n').length, note: `${note} (${baseOf(path)})` }];
  }).slice(0, 1));

/** Gateways that are no service of ours: an ingress, a reverse proxy, an API gateway of a cloud. */
export const readEntrances = (files: Files, { infrastructure, manifests }: Workspace): readonly Evidence[] => [...ofContainers(infrastructure), ...ofCluster(manifests), ...ofFiles(files)];

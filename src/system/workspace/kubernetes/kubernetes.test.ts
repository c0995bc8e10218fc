import { describe, expect, it } from 'vitest';
import { filesOf, parseText } from '../../../../test/support/text-system.ts';
import { readKept } from './config-maps.ts';
import { readManifests } from './manifests.ts';
import { readPolicies } from './policies.ts';
import { readWorkloads } from './workloads.ts';

const cluster = (text: string) => {
  const files = filesOf(parseText(text));
  const manifests = readManifests(files);
  const workloads = readWorkloads(manifests, readKept(files, manifests));
  return { manifests, workloads, policies: readPolicies(files, manifests, workloads) };
};

const deployment = (container: string, more = ''): string => `-- k8s/orders.yaml --
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: main
          image: shop/orders:1
${container}
---
apiVersion: v1
kind: Service
metadata:
  name: orders
${more}
`;

describe('workloads', () => {
  it('have the variables of config maps and the names of secrets', () => {
    const [orders] = cluster(`${deployment(`          env:
            - { name: LEVEL, value: info }
            - { name: URL, valueFrom: { configMapKeyRef: { name: urls, key: stock } } }
            - { name: KEY, valueFrom: { secretKeyRef: { name: keys, key: key } } }
          envFrom:
            - configMapRef: { name: all }
            - secretRef: { name: kept }
            - secretRef: { name: gone }`)}-- k8s/maps.yaml --
kind: ConfigMap
metadata: { name: urls }
data: { stock: 'http://stock' }
---
kind: Secret
metadata: { name: kept }
stringData: { TOKEN: x }
-- k8s/kustomization.yaml --
configMapGenerator:
  - name: all
    literals: [MODE=fast]
    envs: [more.env]
-- k8s/more.env --
EXTRA=1
`).workloads;
    expect(orders?.environment.map(({ name, value }) => `${name}=${value}`)).toEqual(['LEVEL=info', 'URL=http://stock', 'MODE=fast', 'EXTRA=1']);
    expect(orders?.containers[0]?.named.map(({ name }) => name)).toEqual(['KEY', 'TOKEN']);
    expect(orders?.containers[0]?.unseen).toEqual([{ file: 'k8s/orders.yaml', line: 18, note: 'variables come from secret gone, which is not in the tree' }]);
  });

  it('have probes with the ports that their names stand for, and the services in front of them', () => {
    const [orders] = cluster(deployment(`          ports: [{ name: http, containerPort: 3000 }]
          livenessProbe: { httpGet: { path: /live, port: http } }
          readinessProbe: { tcpSocket: { port: 3000 } }
          startupProbe: { exec: { command: ['true'] } }`, `spec:
  type: NodePort
  selector: { app: orders }
  ports: [{ port: 80, targetPort: http }]`)).workloads;
    expect(orders?.containers[0]?.probes).toMatchObject([{ kind: 'http', path: '/live', port: 3000 }, { kind: 'tcp', path: null, port: 3000 }]);
    expect(orders?.servicePorts).toMatchObject([{ port: 80, target: 3000 }]);
    expect(orders?.published).toMatchObject([{ note: 'service orders is a NodePort' }]);
  });

  it('are read in Helm charts, with the values of the chart around and the lines of the template', () => {
    const [orders] = cluster(`-- chart/Chart.yaml --
name: shop
-- chart/values.yaml --
orders: { port: 4000 }
-- chart/charts/orders/Chart.yaml --
name: orders
-- chart/charts/orders/values.yaml --
port: 3000
env: { LEVEL: info }
-- chart/charts/orders/templates/deployment.yaml --
{{- if true }}
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  template:
    spec:
      containers:
        - image: "{{ .Values.image }}"
          ports: [{ containerPort: {{ .Values.port }} }]
          env:
            {{- range $name, $value := .Values.env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
{{- end }}
`).workloads;
    expect(orders).toMatchObject({ name: 'orders', file: 'chart/charts/orders/templates/deployment.yaml', line: 4, ports: [4000], environment: [{ name: 'LEVEL', value: 'info', line: 13 }] });
  });

  it('are read in the templates of OpenShift, too', () => {
    const { workloads } = cluster('-- o.yml --\nkind: Template\nobjects:\n  - kind: DeploymentConfig\n    metadata: { name: api }\n    spec: { template: { spec: { containers: [{ image: api, env: [{ name: A, value: b }] }] } } }\n');
    expect(workloads).toMatchObject([{ name: 'api', environment: [{ name: 'A', value: 'b' }] }]);
  });
});

describe('policies of a mesh', () => {
  it.each([
    ['Istio bounds and repeats', 'kind: VirtualService\nmetadata: { name: v }\nspec:\n  http:\n    - route: [{ destination: { host: stock.shop.svc.cluster.local } }]\n      timeout: 2s\n      retries: { attempts: 3 }', { host: 'stock', timeout: true, retry: true, breaker: false }],
    ['Istio takes failing instances out', 'kind: DestinationRule\nmetadata: { name: d }\nspec:\n  host: stock\n  trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } }', { host: 'stock', breaker: true, timeout: false }],
    ['the Gateway API bounds', 'kind: HTTPRoute\nmetadata: { name: r }\nspec:\n  rules:\n    - backendRefs: [{ name: stock, port: 80 }]\n      timeouts: { request: 10s }', { host: 'stock', timeout: true, retry: false }],
    ['Linkerd bounds every route', 'kind: ServiceProfile\nmetadata: { name: stock.shop.svc.cluster.local }\nspec:\n  routes: [{ name: a, timeout: 300ms, isRetryable: true }]', { host: 'stock', timeout: true, retry: true }],
  ])('%s', (_, yaml, expected) => {
    expect(cluster(`-- mesh.yaml --\n${yaml}\n`).policies).toMatchObject([expected]);
  });

  it('say nothing where nothing is bounded', () => {
    expect(cluster('-- mesh.yaml --\nkind: VirtualService\nmetadata: { name: v }\nspec:\n  http:\n    - route: [{ destination: { host: stock } }]\n      timeout: 0s\n---\nkind: ServiceProfile\nmetadata: { name: stock }\nspec:\n  routes: [{ name: a, timeout: 1s }, { name: b }]\n').policies).toEqual([]);
  });

  it('of Linkerd stand on the service', () => {
    const { policies } = cluster(deployment('', `  annotations:
    balancer.linkerd.io/failure-accrual: consecutive
    timeout.linkerd.io/request: 5s
spec: { selector: { app: orders } }`));
    expect(policies).toMatchObject([{ host: 'orders', breaker: true }, { host: 'orders', timeout: true }]);
  });

  const patch = '-- mesh/kustomization.yaml --\nkind: Component\npatches: [{ path: orders.yaml }]\n-- mesh/orders.yaml --\nkind: Service\nmetadata: { name: orders, annotations: { timeout.linkerd.io/request: 10s } }\n';

  it('are read in a patch of a service that lies elsewhere', () => {
    const overlay = '-- production/kustomization.yaml --\nkind: Kustomization\ncomponents: [../mesh]\n';
    expect(cluster(patch + overlay).policies).toMatchObject([{ host: 'orders', timeout: true, at: { file: 'mesh/orders.yaml' } }]);
  });

  it('do not count in a component that nothing takes in', () => {
    expect(cluster(`${patch}-- production/kustomization.yaml --\nkind: Kustomization\nresources: [../base]\n`).policies).toEqual([]);
  });
});

import type { Part } from '../part.ts';
import { containerOf, migrationOf } from './container.ts';
import { selectorOf, type KubernetesObject } from './object.ts';
import { adminPort, httpPort, terminationGrace } from './settings.ts';

/** Nobody's on any machine; the image lets everybody read. */
const user = 10_001;

/** Pods over machines and zones, as far as there are several. */
const spread = (name: string): readonly KubernetesObject[] =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) =>
    ({ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: selectorOf(name) } }));

const podOf = (system: string, part: Part): KubernetesObject => ({
  serviceAccountName: part.name,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: terminationGrace,
  securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
  topologySpreadConstraints: spread(part.name),
  ...(part.postgres ? { initContainers: [migrationOf(system, part)] } : {}),
  containers: [containerOf(system, part)],
  volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
});

/** Where Prometheus finds the metrics. */
const scraped = ({ kind }: Part): KubernetesObject =>
  ({ 'prometheus.io/scrape': 'true', 'prometheus.io/port': String((kind === 'gateway' ? adminPort : httpPort).number) });

/** What keeps its data in memory runs once: two would each know half. */
const scale = ({ scalable }: Part): KubernetesObject =>
  (scalable ? { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } } : { replicas: 1, strategy: { type: 'Recreate' } });

/** No number of replicas where an autoscaler says it: applying the file would set it back. */
export const deploymentOf = (system: string, part: Part): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: part.name },
  spec: {
    ...scale(part),
    revisionHistoryLimit: 3,
    selector: { matchLabels: selectorOf(part.name) },
    template: {
      metadata: { labels: { ...selectorOf(part.name), 'app.kubernetes.io/component': part.kind }, annotations: scraped(part) },
      spec: podOf(system, part),
    },
  },
});

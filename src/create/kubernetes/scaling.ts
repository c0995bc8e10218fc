import type { Part } from '../part.ts';
import { selectorOf, type KubernetesObject } from './object.ts';

/** Two at least, so that one can go. Each has a pool of 10 connections: six and the surge stay below the 100 that Postgres allows. */
const autoscaler = ({ name }: Part): KubernetesObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
  },
});

/** A machine that is emptied takes one pod at a time. */
const disruption = ({ name }: Part): KubernetesObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: selectorOf(name) } },
});

export const scalingOf = (part: Part): readonly KubernetesObject[] => (part.scalable ? [autoscaler(part), disruption(part)] : []);

import type { KubernetesObject } from './object.ts';

export const baseFolder = 'deploy/kubernetes/base';
export const overlayFolder = (name: string): string => `deploy/kubernetes/overlays/${name}`;

export const componentFolder = (name: string): string => `deploy/kubernetes/components/${name}`;

/** A `kustomization.yaml`. */
export const kustomization = (rest: KubernetesObject): KubernetesObject => ({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...rest });

/** That of a component: what overlays may take in. */
export const component = (rest: KubernetesObject): KubernetesObject => ({ apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', ...rest });

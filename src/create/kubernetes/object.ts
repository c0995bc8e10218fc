import { stringify } from 'yaml';

/** One object of Kubernetes, or of a tool on it, before it is text. */
export type KubernetesObject = Readonly<Record<string, unknown>>;

/** Objects as one YAML file. */
export const serialiseObjects = (...objects: readonly KubernetesObject[]): string =>
  objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');

/** What tells the pods of a service apart; never changes, as Deployments keep their selector for ever. */
export const selectorOf = (name: string): KubernetesObject => ({ 'app.kubernetes.io/name': name });

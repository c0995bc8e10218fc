import type { FileOperation } from '../../plan/plan.ts';
import { networkPolicy, pods, tcp } from './network.ts';
import { serialiseObjects } from './object.ts';
import { baseFolder } from './kustomization.ts';
import { httpPort } from './settings.ts';

/** One service calls another one, each by its name. */
export interface CallEdge {
  readonly from: string;
  readonly to: string;
}

export const callResource = ({ from, to }: CallEdge): string => `calls/${from}-to-${to}.yaml`;

/** Lets a call out of the one and into the other. */
export const callFile = (edge: CallEdge): FileOperation => {
  const { from, to } = edge;
  const ports = tcp(httpPort.number);
  const contents = serialiseObjects(
    networkPolicy(`${from}-to-${to}`, pods(from), { egress: [{ to: [{ podSelector: pods(to) }], ports }] }),
    networkPolicy(`${to}-from-${from}`, pods(to), { ingress: [{ from: [{ podSelector: pods(from) }], ports }] }),
  );
  return { kind: 'create', path: `${baseFolder}/${callResource(edge)}`, contents, owner: 'shared', template: 'kubernetes' };
};

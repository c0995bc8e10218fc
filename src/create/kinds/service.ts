import { combine } from '../../plan/combine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { StoreKind } from '../create-questions.ts';
import { serviceSource } from '../part.ts';
import { serviceFiles } from '../service-files.ts';
import { protocolsOf, type ApiKind } from '../service-questions.ts';
import { requireGrpcChassis, type StandingSystem } from '../standing-system.ts';
import { templateData } from '../template-data.ts';
import { gatewayRoute, inCluster, placedPart, wiring, type ServiceMaterial } from '../wiring.ts';

export interface ServiceAnswers {
  readonly name: string;
  readonly store: StoreKind;
  /** Default: `http`. */
  readonly api?: ApiKind;
  /** Reachable from outside, as /v1/<name> of the gateway, which speaks HTTP. */
  readonly expose?: boolean;
}

/** A service in a standing system: its files, and its place in gateway, compose, CI, ports and variables. */
export const servicePlan = ({ name, store, api = 'http', expose = false }: ServiceAnswers, system: StandingSystem, material: ServiceMaterial): Plan => {
  if (api !== 'http') requireGrpcChassis(system);
  const source = serviceSource(name, { store, api });
  const part = placedPart(system, material.templates, source);
  const data = templateData({ pm: system.pm, toolVersion: material.toolVersion, nodeVersion: material.nodeVersion, parts: [part], exposed: new Map(expose ? [[name, `/v1/${name}`]] : []), protocols: protocolsOf(api) });
  const names = new Map([['sample-system', system.name], ['sample-item', name]]);
  return combine(
    serviceFiles({ templates: material.templates, names, system: system.name, pm: system.pm, data }, source),
    { operations: [...wiring(part, system, material.random), ...(expose ? gatewayRoute(name, system) : []), ...inCluster(part, expose, system)] },
  );
};

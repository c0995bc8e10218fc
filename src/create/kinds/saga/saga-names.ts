import { nameForms } from '../../../shared/name-forms.ts';
import type { Service } from '../../../system/model.ts';
import { contractKeys } from '../../edits/contract-entry.ts';
import { contractFile, needText, type StandingSystem } from '../../standing-system.ts';

export interface SagaStep {
  readonly name: string;
  readonly irreversible: boolean;
  /** The service that does it, and the name of its routes there; null in the saga's own service. */
  readonly other: { readonly service: Service; readonly route: string } | null;
}

export interface SagaAnswers {
  readonly name: string;
  readonly home: Service;
  readonly steps: readonly SagaStep[];
}

export const contractPart = ({ path }: Service, name: string): string => `${path}/contract/src/v1/${name}.ts`;

/** The route of a step is called like the step; where the service has another route of that name, the saga's name stands before it. */
export const routeName = (system: StandingSystem, service: Service, { saga, step }: { readonly saga: string; readonly step: string }): string => {
  const isTaken = contractKeys(needText(system, contractFile(service)), 'routes').includes(nameForms(step).camel);
  return isTaken && system.read(contractPart(service, step)) === undefined ? `${saga}-${step}` : step;
};

/** The other services, each once, in the order in which they are asked. */
export const othersOf = ({ steps }: SagaAnswers): readonly Service[] => [...new Set(steps.flatMap(({ other }) => (other === null ? [] : [other.service])))];

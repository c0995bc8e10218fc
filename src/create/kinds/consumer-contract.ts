import { combine } from '../../plan/combine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Files } from '../../system/files.ts';
import type { Service } from '../../system/model.ts';
import { render } from '../render/render.ts';
import type { StandingSystem } from '../standing-system.ts';

export interface ContractParties {
  readonly consumer: Service;
  readonly provider: Service;
}

export const interactionsFile = ({ consumer, provider }: ContractParties): string => `${consumer.path}/test/contracts/${provider.name}.ts`;
const verificationFile = ({ provider }: ContractParties): string => `${provider.path}/test/consumers.test.ts`;

/** What a consumer relies on, as a file of its tests, and the test of the provider that runs what all of them rely on. Either stays as it is where it is. */
export const consumerContractPlan = (parties: ContractParties, system: StandingSystem, templates: Files): Plan => {
  const { consumer, provider } = parties;
  const rendered = (part: 'consumer' | 'provider', to: string): Plan => render({
    templates, from: [`client/${part}`], to, names: new Map([['sample-system', system.name], ['sample-item', provider.name]]),
    system: system.name, pm: system.pm, owner: 'shared',
  });
  return combine(
    ...(system.read(interactionsFile(parties)) === undefined ? [rendered('consumer', consumer.path)] : []),
    ...(system.read(verificationFile(parties)) === undefined ? [rendered('provider', provider.path)] : []),
  );
};

import { combine } from '../../plan/combine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Files } from '../../system/files.ts';
import type { Service } from '../../system/model.ts';
import { render } from '../render/render.ts';
import { protocolsOf, type ApiKind } from '../service-questions.ts';
import type { StandingSystem } from '../standing-system.ts';

export interface ContractParties {
  readonly consumer: Service;
  readonly provider: Service;
}

type Protocol = ReturnType<typeof protocolsOf>[number];

/** What differs by protocol: folders of the template, and names of files. */
const kinds: Readonly<Record<Protocol, { readonly prefix: string; readonly suffix: string }>> = { http: { prefix: '', suffix: '' }, grpc: { prefix: 'grpc-', suffix: '-grpc' } };

const interactionsOver = ({ consumer, provider }: ContractParties, protocol: Protocol): string => `${consumer.path}/test/contracts/${provider.name}${kinds[protocol].suffix}.ts`;
const verificationOver = ({ provider }: ContractParties, protocol: Protocol): string => `${provider.path}/test/${kinds[protocol].prefix}consumers.test.ts`;

/** The files in which a consumer says what it relies on. */
export const interactionsFiles = (parties: ContractParties, api: ApiKind): readonly string[] => protocolsOf(api).map((protocol) => interactionsOver(parties, protocol));

/** What a consumer relies on, as a file of its tests, and the test of the provider that runs what all of them rely on. Either stays as it is where it is. */
export const consumerContractPlan = (parties: ContractParties, api: ApiKind, system: StandingSystem, templates: Files): Plan => {
  const { consumer, provider } = parties;
  const rendered = (folder: string, to: string): Plan => render({
    templates, from: [`client/${folder}`], to, names: new Map([['sample-system', system.name], ['sample-item', provider.name]]),
    system: system.name, pm: system.pm, owner: 'shared',
  });
  const isThere = (file: string): boolean => system.read(file) !== undefined;
  return combine(...protocolsOf(api).flatMap((protocol) => [
    ...(isThere(interactionsOver(parties, protocol)) ? [] : [rendered(`${kinds[protocol].prefix}consumer`, consumer.path)]),
    ...(isThere(verificationOver(parties, protocol)) ? [] : [rendered(`${kinds[protocol].prefix}provider`, provider.path)]),
  ]));
};

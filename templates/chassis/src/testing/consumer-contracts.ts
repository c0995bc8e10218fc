import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient, type Client } from '../client/client.ts';
import { loadConfig } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createService } from '../service/create-service.ts';

/** What a consumer relies on, by what it is called: each asks the provider as the consumer does, and expects of the answer what the consumer reads. */
export type InteractionsWith<Provider> = Readonly<Record<string, (provider: Provider) => Promise<void>>>;
export type Interactions<Contract extends ServiceContract> = InteractionsWith<Client<Contract>>;

export type ConsumerContract<Provider> = {
  /** Folder of the service that relies on it. */
  readonly consumer: string;
  /** What it relies on, by name. */
  readonly interactions: readonly string[];
  /** Tries one after the other and gives the names of those that hold: all, or it rejects with who relies on what, and why that does not hold. */
  readonly verify: (provider: Provider) => Promise<readonly string[]>;
};

const verified = <Provider>(consumer: string, interactions: InteractionsWith<Provider>) => async (provider: Provider): Promise<readonly string[]> => {
  const held: string[] = [];
  for (const [name, interaction] of Object.entries(interactions)) {
    await interaction(provider).catch((cause: unknown) => {
      throw new Error(`${consumer} relies on "${name}": ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    });
    held.push(name);
  }
  return held;
};

const interactionsIn = async <Provider>(file: string): Promise<InteractionsWith<Provider>> => {
  const { interactions } = await import(pathToFileURL(file).href) as { readonly interactions?: InteractionsWith<Provider> };
  if (interactions === undefined) throw new Error(`${file} exports no interactions`);
  return interactions;
};

/** What the services below a folder say in `<service>/test/contracts/<name>.ts`; by service. */
export const contractsIn = async <Provider>(services: string, name: string): Promise<readonly ConsumerContract<Provider>[]> =>
  Promise.all(globSync(`*/test/contracts/${name}.ts`, { cwd: services }).toSorted().map(async (file) => {
    const [consumer = ''] = file.split(/[/\\]/);
    const interactions = await interactionsIn<Provider>(join(services, file));
    return { consumer, interactions: Object.keys(interactions), verify: verified(consumer, interactions) };
  }));

/** What the services below a folder rely on at a provider, as `test/contracts/<provider>.ts` says it. */
export const consumerContracts = <Contract extends ServiceContract>(services: string, provider: Contract): Promise<readonly ConsumerContract<Client<Contract>>[]> => contractsIn(services, provider.name);

export type TestClient<Contract extends ServiceContract> = {
  readonly client: Client<Contract>;
  readonly close: () => Promise<void>;
};

/** A client of a service that runs at a URL, guarded as those of services are. */
export const testClient = <const Contract extends ServiceContract>(contract: Contract, url: string): TestClient<Contract> => {
  const config = loadConfig(serviceConfig, { STATIC_SERVICES: `${contract.name}=${url}`, LOG_LEVEL: 'silent' });
  const caller = createService({ name: 'consumer', contract: { name: 'consumer', version: '1.0.0', routes: {}, events: {} }, config });
  return { client: createClient(caller, contract), close: caller.close };
};

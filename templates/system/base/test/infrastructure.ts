import { existsSync, readdirSync } from 'node:fs';
import { startInfrastructure } from 'create-microservice/testing';
import type { TestProject } from 'vitest/node';

export interface Infrastructure {
  /** URL of each service's own database, by the service's name. */
  readonly postgres: Readonly<Record<string, string>>;
  readonly rabbitmq: string;
  readonly consul: string;
}

declare module 'vitest' {
  // The interface that `inject()` reads its types from.
  interface ProvidedContext {
    infrastructure: Infrastructure;
  }
}

/** Real Postgres, broker and registry for one run of the tests; servers that POSTGRES_URL, RABBITMQ_URL or CONSUL_URL name are used instead. */
export const provideInfrastructure = async (project: TestProject, databases: readonly string[]): Promise<() => Promise<void>> => {
  const { urls, close } = await startInfrastructure({ databases });
  project.provide('infrastructure', urls);
  return close;
};

const servicesWithStore = (): readonly string[] => readdirSync('services').filter((name) => existsSync(`services/${name}/src/store`));

export default async (project: TestProject): Promise<() => Promise<void>> => provideInfrastructure(project, servicesWithStore());

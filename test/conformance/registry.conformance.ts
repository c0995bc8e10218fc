import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { describeAgent } from './registry/agent.ts';
import { describeBlocking } from './registry/blocking.ts';
import { describeCatalog } from './registry/catalog.ts';
import { describeChecks } from './registry/checks.ts';
import { describeKeyValues } from './registry/key-values.ts';
import { registryClient, type RegistryClient } from './registry/registry-client.ts';
import type { Session } from './registry/session.ts';

/** What a service may rely on, whoever answers. */
export const registryConformance = (baseUrl: () => string): void => {
  let client: RegistryClient = registryClient('');
  let name = '';

  beforeEach(() => {
    client = registryClient(baseUrl());
    name = `conformance-${randomUUID().slice(0, 8)}`;
  });

  afterEach(async () => {
    await client.deregisterAll(name);
    await client.delete(`kv/${name}?recurse`);
  });

  const session: Session = { client: () => client, name: () => name };
  describeAgent(session);
  describeChecks(session);
  describeCatalog(session);
  describeBlocking(session);
  describeKeyValues(session);
};

import { afterAll, beforeAll, describe } from 'vitest';
import { startRegistry, type Registry } from '../../src/dev/registry/registry.ts';
import { describeWithServer } from '../support/servers.ts';
import { registryConformance } from './registry.conformance.ts';

describe('registry of ms dev', () => {
  let registry: Registry;
  beforeAll(async () => { registry = await startRegistry(); });
  afterAll(() => registry.close());
  registryConformance(() => registry.url);
});

describeWithServer('CONSUL_URL', 'real Consul', (url) => { registryConformance(() => url); });

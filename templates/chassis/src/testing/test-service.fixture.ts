import { loadConfig } from '../config/load-config.ts';
import { busConfig, gatewayConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createService } from '../service/create-service.ts';
import type { Service } from '../service/service.ts';

const contract = { name: 'caller', version: '1.0.0', routes: {}, events: {} } satisfies ServiceContract;

/** Configuration from the defaults and what the test says, and nothing of the machine's environment. */
export const testConfig = (env: Record<string, string> = {}) => loadConfig({ ...serviceConfig, ...gatewayConfig }, { LOG_LEVEL: 'silent', ...env });

export const testService = (env: Record<string, string> = {}, name = 'caller'): Service => createService({ name, contract, config: testConfig(env) });

export const testBusService = (env: Record<string, string>, name: string) =>
  createService({ name, contract: { ...contract, name }, config: loadConfig({ ...serviceConfig, ...busConfig }, { LOG_LEVEL: 'silent', ...env }) });

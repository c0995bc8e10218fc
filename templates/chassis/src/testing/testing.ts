export { createStaticDiscovery as staticDiscovery } from '../discovery/static-discovery.ts';
export { stubService } from './stub-service.ts';
export type { RecordedRequest, StubHandlers, StubService } from './stub-service.ts';
export { sweepSaga } from './sweep-saga.ts';
export type { SagaSweep } from './sweep-saga.ts';
export { consumerContracts, testClient } from './consumer-contracts.ts';
export type { ConsumerContract, Interactions, TestClient } from './consumer-contracts.ts';
export { fixedFlags, flagProblems } from './flags.ts';

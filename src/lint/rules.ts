import type { Rule } from './rule.ts';
import { callInLoop } from './rules/call-in-loop/call-in-loop.ts';
import { callWithoutRoute } from './rules/call-without-route/call-without-route.ts';
import { consoleLogging } from './rules/console-logging/console-logging.ts';
import { consumerWithoutAck } from './rules/consumer-without-ack/consumer-without-ack.ts';
import { consumerWithoutDlq } from './rules/consumer-without-dlq/consumer-without-dlq.ts';
import { crossServiceImport } from './rules/cross-service-import/cross-service-import.ts';
import { distributedMonolith } from './rules/distributed-monolith/distributed-monolith.ts';
import { dualWrite } from './rules/dual-write/dual-write.ts';
import { envDrift } from './rules/env-drift/env-drift.ts';
import { eventCycle } from './rules/event-cycle/event-cycle.ts';
import { greedyServices } from './rules/greedy-services/greedy-services.ts';
import { hardcodedConnection } from './rules/hardcoded-connection/hardcoded-connection.ts';
import { hardcodedEndpoint } from './rules/hardcoded-endpoint/hardcoded-endpoint.ts';
import { hardcodedSecret } from './rules/hardcoded-secret/hardcoded-secret.ts';
import { hubService } from './rules/hub-service/hub-service.ts';
import { localLogging } from './rules/local-logging/local-logging.ts';
import { megaService } from './rules/mega-service/mega-service.ts';
import { multiServiceContainer } from './rules/multi-service-container/multi-service-container.ts';
import { nanoService } from './rules/nano-service/nano-service.ts';
import { noApiGateway } from './rules/no-api-gateway/no-api-gateway.ts';
import { noCi } from './rules/no-ci/no-ci.ts';
import { noCircuitBreaker } from './rules/no-circuit-breaker/no-circuit-breaker.ts';
import { noGracefulShutdown } from './rules/no-graceful-shutdown/no-graceful-shutdown.ts';
import { noHealthCheck } from './rules/no-health-check/no-health-check.ts';
import { noMetrics } from './rules/no-metrics/no-metrics.ts';
import { noTimeout } from './rules/no-timeout/no-timeout.ts';
import { noTracing } from './rules/no-tracing/no-tracing.ts';
import { portMismatch } from './rules/port-mismatch/port-mismatch.ts';
import { probeMismatch } from './rules/probe-mismatch/probe-mismatch.ts';
import { serviceCycle } from './rules/service-cycle/service-cycle.ts';
import { sharedDatabase } from './rules/shared-database/shared-database.ts';
import { sharedDomainLibrary } from './rules/shared-domain-library/shared-domain-library.ts';
import { sharedTable } from './rules/shared-table/shared-table.ts';
import { staleFlag } from './rules/stale-flag/stale-flag.ts';
import { startupOrder } from './rules/startup-order/startup-order.ts';
import { syncChain } from './rules/sync-chain/sync-chain.ts';
import { syncEverywhere } from './rules/sync-everywhere/sync-everywhere.ts';
import { tightCoupling } from './rules/tight-coupling/tight-coupling.ts';
import { tooManyStandards } from './rules/too-many-standards/too-many-standards.ts';
import { unboundedRetry } from './rules/unbounded-retry/unbounded-retry.ts';
import { undeclaredDependency } from './rules/undeclared-dependency/undeclared-dependency.ts';
import { unversionedApi } from './rules/unversioned-api/unversioned-api.ts';
import { wrongCut } from './rules/wrong-cut/wrong-cut.ts';

/** Every rule, sorted; a test holds this list to the folders of `rules/`. */
export const rules: readonly Rule[] = [
  callInLoop,
  callWithoutRoute,
  consoleLogging,
  consumerWithoutAck,
  consumerWithoutDlq,
  crossServiceImport,
  distributedMonolith,
  dualWrite,
  envDrift,
  eventCycle,
  greedyServices,
  hardcodedConnection,
  hardcodedEndpoint,
  hardcodedSecret,
  hubService,
  localLogging,
  megaService,
  multiServiceContainer,
  nanoService,
  noApiGateway,
  noCi,
  noCircuitBreaker,
  noGracefulShutdown,
  noHealthCheck,
  noMetrics,
  noTimeout,
  noTracing,
  portMismatch,
  probeMismatch,
  serviceCycle,
  sharedDatabase,
  sharedDomainLibrary,
  sharedTable,
  staleFlag,
  startupOrder,
  syncChain,
  syncEverywhere,
  tightCoupling,
  tooManyStandards,
  unboundedRetry,
  undeclaredDependency,
  unversionedApi,
  wrongCut,
];

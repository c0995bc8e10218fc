import type { Rule } from './rule.ts';
import { crossServiceImport } from './rules/cross-service-import/cross-service-import.ts';
import { hardcodedEndpoint } from './rules/hardcoded-endpoint/hardcoded-endpoint.ts';
import { noCircuitBreaker } from './rules/no-circuit-breaker/no-circuit-breaker.ts';
import { noHealthCheck } from './rules/no-health-check/no-health-check.ts';
import { noTimeout } from './rules/no-timeout/no-timeout.ts';
import { noTracing } from './rules/no-tracing/no-tracing.ts';
import { sharedDatabase } from './rules/shared-database/shared-database.ts';
import { unversionedApi } from './rules/unversioned-api/unversioned-api.ts';

/** Every rule, sorted; a test holds this list to the folders of `rules/`. */
export const rules: readonly Rule[] = [
  crossServiceImport,
  hardcodedEndpoint,
  noCircuitBreaker,
  noHealthCheck,
  noTimeout,
  noTracing,
  sharedDatabase,
  unversionedApi,
];

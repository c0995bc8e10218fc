import { fileLogs } from './features/file-log.ts';
import { health } from './features/health.ts';
import { metrics } from './features/metrics.ts';
import { servers } from './features/server.ts';
import { shutdown } from './features/shutdown.ts';
import { structuredLogs } from './features/structured-log.ts';
import { tracing } from './features/tracing.ts';
import type { FeatureLibrary } from './library.ts';

export const featureLibraries: readonly FeatureLibrary[] = [...fileLogs, ...health, ...metrics, ...servers, ...shutdown, ...structuredLogs, ...tracing];

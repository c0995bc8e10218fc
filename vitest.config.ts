import { defineConfig } from 'vitest/config';

/** GitHub's parser imports JSON as only bundlers do. */
const node = { environment: 'node', server: { deps: { inline: [/@actions\/workflow-parser/] } } };

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      { test: { ...node, name: 'unit', include: ['src/**/*.test.ts', 'test/systems/**/*.test.ts'] } },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['test/{create,conformance,deploy,dev,cli,graph,operate,robustness,chaos}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // These start servers, clusters and whole systems: side by side on a small machine they would time each other out.
          fileParallelism: false,
        },
      },
      {
        test: { ...node, name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
      },
      'templates/vitest.config.ts',
    ],
  },
});

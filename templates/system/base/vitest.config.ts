import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['services/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: './test/infrastructure.ts',
    // All tests share one broker, and instances of one service share its queues: side by side they would take each other's events.
    fileParallelism: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

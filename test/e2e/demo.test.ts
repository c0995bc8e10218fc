import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** The shop under `ms dev`, end to end: the demo checks every step itself and ends with exit code 1 when one does not hold. */
test('the demo: create, dev, order, trace, outage, lint, sabotage, map', async () => {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '..', 'demo', 'demo.ts')], { maxBuffer: 10_000_000 });
  expect(stdout).toContain('every step held');
});

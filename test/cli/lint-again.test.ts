import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, runMs } from '../support/run-ms.ts';
import { systemFolder } from '../support/system-folder.ts';

/** With the built tool, because a checkout whose sources were edited keeps nothing. */
test('a report that is given again is the one that would be made again', async () => {
  const [cwd, cache] = [systemFolder('express-axios'), emptyFolder()];
  const source = join(cwd, 'orders/src/prices.js');
  appendFileSync(source, "require('axios').get('http://stock:3001/v1/prices');\n");
  appendFileSync(join(cwd, 'orders/src/index.js'), "require('./prices.js');\n");
  const lint = async (...args: readonly string[]) => {
    const { stdout } = await runMs(['lint', '--json', ...args], { cwd, env: { XDG_CACHE_HOME: cache, LOCALAPPDATA: cache } });
    return JSON.parse(stdout.replace(/"durationMs": *[\d.]+/, '"durationMs": 0')) as { readonly findings: readonly object[] };
  };
  const kept = (): number => {
    const folder = join(cache, 'create-microservice');
    const name = readdirSync(folder).find((one) => one.startsWith('report-')) ?? '';
    return statSync(join(folder, name)).mtimeMs;
  };
  const first = await lint();
  const made = kept();
  appendFileSync(source, '// a comment\n');
  expect(await lint()).toEqual(first);
  expect(kept()).toBe(made);
  appendFileSync(source, "require('axios').get('http://stock:3001/v1/other');\n");
  const second = await lint();
  expect(second.findings.length).toBeGreaterThan(first.findings.length);
  expect(second).toEqual(await lint('--no-cache'));
  expect(kept()).toBeGreaterThan(made);
});

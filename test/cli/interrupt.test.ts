import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../support/system-folder.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'ms.js');

/** Enough code to be busy for seconds. */
const large = (): string => {
  const service = (name: string): readonly (readonly [string, string])[] => [
    [`${name}/package.json`, `{ "name": "${name}", "scripts": { "start": "node src/f0.js" }, "dependencies": { "express": "5", "axios": "1" } }`],
    ...Array.from({ length: 400 }, (_, index) => [`${name}/src/f${index}.js`, `const axios = require('axios');\n${`exports.load = async (id) => axios.get(\`http://stock:3000/v1/\${id}\`);\n`.repeat(150)}`] as const),
  ];
  return folderWith([['compose.yaml', 'services:\n  orders: { build: ./orders }\n  stock: { build: ./stock }\n'], ...service('orders'), ...service('stock')]);
};

test('Ctrl-C ends a run that is busy, at once and as shells expect', { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [bin, 'lint', '--no-cache'], { cwd: large(), stdio: 'ignore' });
  const ended = new Promise<number>((resolve) => { child.on('close', (code, signal) => { resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']); }); });
  await new Promise((resolve) => { setTimeout(resolve, 900); });
  const interrupted = performance.now();
  child.kill('SIGINT');
  expect([await ended, performance.now() - interrupted < 500]).toEqual([130, true]);
});

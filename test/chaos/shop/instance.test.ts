import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../eventually.ts';
import { freePorts } from '../parts/ports.ts';
import { createInstance } from './instance.ts';

const program = "require('node:http').createServer((_, response) => response.end(String(process.pid))).listen(Number(process.env.PORT), '127.0.0.1')";

it('is one process, also after two kills that overlap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instance-'));
  onTestFinished(() => { rmSync(folder, { recursive: true }); });
  const [port = 0] = await freePorts(1);
  const instance = createInstance({ name: 'orders-1', port, program: { file: process.execPath, args: ['--eval', program], cwd: folder, env: { PORT: String(port) }, log: join(folder, 'log') } });
  onTestFinished(instance.close);
  instance.start();
  await eventually('it is ready', instance.ready, 10_000);
  await Promise.all([instance.kill(50), instance.kill(200)]);
  await eventually('it is ready again', instance.ready, 10_000);
  await instance.close();
  expect(await instance.ready()).toBe(false);
  expect(instance.deaths()).toEqual([]);
});

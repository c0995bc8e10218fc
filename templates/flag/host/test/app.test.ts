import { expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

test('a service with flags starts, and has read its file', async () => {
  const service = await createApp(readConfig({ LOG_LEVEL: 'silent' }));
  const { url } = await service.start();

  const metrics = await (await fetch(`${url}/metrics`)).text();
  await service.close();

  expect(metrics).toMatch(/flags_source_up\{.*\} 1/);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { systemFolder } from '../../../test/support/system-folder.ts';
import { captured } from '../../../test/support/terminal.ts';
import { runCommand } from '../program.ts';
import { command as graph } from './graph.ts';

const printed = async (cwd: string, format: string): Promise<string> => {
  const terminal = captured();
  expect(await runCommand(graph, ['--format', format, '--cwd', cwd], terminal)).toBe(0);
  return terminal.stdout();
};

it('prints the map in every format', async () => {
  const root = systemFolder('express-axios');
  expect(await printed(root, 'mermaid')).toContain('["orders"]');
  expect(await printed(root, 'dot')).toContain('label="orders"');
  expect(JSON.parse(await printed(root, 'json'))).toMatchObject({ version: 1 });
  expect(await printed(root, 'html')).toContain('aria-label="orders, business service, 1 error');
});

it('shows on the page what lint would report under the same configuration', async () => {
  const root = systemFolder('express-axios');
  writeFileSync(join(root, 'ms.config.ts'), 'export default { lint: { rules: { "no-timeout": "off" } } };');
  const page = await printed(root, 'html');
  expect(page).toContain('"no-circuit-breaker"');
  expect(page).not.toContain('"no-timeout"');
});

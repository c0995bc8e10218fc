import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { dashboards } from '../../src/create/observability/dashboards.ts';
import { describeWithTools } from '../support/deploy-tools.ts';
import { quick, runMs } from '../support/run-ms.ts';

const place = mkdtempSync(join(tmpdir(), 'ms-observability-'));
const folder = join(place, 'my-shop', 'deploy', 'observability');
beforeAll(async () => { await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd: place }); });
afterAll(() => { rmSync(place, { recursive: true }); });

/** A query as Prometheus gets it, once Grafana has filled in what it knows. */
const filled = (expr: string): string => expr.replaceAll('$__rate_interval', '1m').replaceAll('$service', '.*');

describeWithTools('what watches a system, read by what watches', (run) => {
  test('the configuration of Prometheus and its rules are valid', async () => {
    expect(await run('promtool', 'check', 'config', join(folder, 'prometheus.yaml'))).toContain('SUCCESS: 13 rules found');
  });

  test('alerts go off when their tests say, and those tests can fail', async () => {
    const tests = join(folder, 'rules.test.yaml');
    expect(await run('promtool', 'test', 'rules', tests)).toContain('SUCCESS');
    const rules = join(folder, 'rules.yaml');
    const text = readFileSync(rules, 'utf8');
    writeFileSync(rules, text.replace('client_breaker_state == 2', 'client_breaker_state == 1'));
    await expect(run('promtool', 'test', 'rules', tests)).rejects.toThrow(/alertname: BreakerOpen/);
    writeFileSync(rules, text);
  });

  test('every query of every dashboard is PromQL', async () => {
    const queries = dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
    const file = join(place, 'queries.yaml');
    writeFileSync(file, stringify({ groups: [{ name: 'queries', rules: queries.map(({ expr }, index) => ({ record: `query:${String(index)}`, expr: filled(expr) })) }] }));
    expect(await run('promtool', 'check', 'rules', file)).toContain(`SUCCESS: ${String(queries.length)} rules found`);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { memorySystem } from '../../../test/support/memory-system.ts';
import { dashboardJson } from './dashboard.ts';
import { dashboards } from './dashboards.ts';

const chassis = join(import.meta.dirname, '..', '..', '..', 'templates', 'chassis', 'src');
const sources = readdirSync(chassis, { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.test|\.fixture)\.ts$/.test(path)).map((path) => readFileSync(join(chassis, path), 'utf8')).join('\n');

/** Names under which the chassis' metrics are exposed. */
const exposed = new Set([...sources.matchAll(/\.(counter|gauge|histogram)\(\{ name: '(\w+)'/g)].flatMap(([, kind, name = '']) => (kind === 'histogram' ? ['_count', '_sum', '_bucket'].map((ending) => name + ending) : [name])));

const { files } = memorySystem({ preset: 'shop' });
const rules = parse(files.get('deploy/observability/rules.yaml') ?? '') as { readonly groups: readonly { readonly rules: readonly { readonly expr: string; readonly record?: string }[] }[] };
const ruled = rules.groups.flatMap((group) => group.rules);
const queries = [...ruled, ...dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries))].map(({ expr }) => expr);

/** A metric has an underscore, and stands before labels, a range or nothing. */
const metricsIn = (expr: string): readonly string[] => [...expr.replaceAll(/"[^"]*"/g, '').replaceAll(/\bby \([^)]*\)/g, '').matchAll(/\b[a-z]+(?:_[a-z]+)+\b(?!\()/g)].map(([name]) => name);

describe('rules and dashboards', () => {
  test('ask for metrics that the chassis has', () => {
    const asked = [...new Set(queries.flatMap(metricsIn))];
    expect(asked.length).toBeGreaterThan(15);
    expect(exposed.size).toBeGreaterThan(20);
    expect(asked.filter((name) => !exposed.has(name))).toEqual([]);
  });

  test('each alert says what has happened and what to do', () => {
    const alerts = ruled.filter(({ record }) => record === undefined);
    expect(alerts.length).toBeGreaterThan(8);
    for (const alert of alerts) expect(alert).toMatchObject({ labels: { severity: expect.stringMatching(/^(?:critical|warning)$/) as string }, annotations: { summary: expect.any(String) as string, action: expect.any(String) as string } });
  });

  test.each(dashboards)('$title: panels have names of their own and do not lie on each other', (dashboard) => {
    const { panels } = dashboardJson(dashboard);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ gridPos: { x, y } }) => `${String(x)},${String(y)}`)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  test('a system has a file for each', () => {
    for (const { uid, title } of dashboards) expect(JSON.parse(files.get(`deploy/observability/grafana/dashboards/${uid}.json`) ?? '{}')).toMatchObject({ uid, title });
  });
});

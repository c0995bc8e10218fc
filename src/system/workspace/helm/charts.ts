import { parse } from 'yaml';
import type { Files } from '../../files.ts';
import { baseOf, folderOf, isWithin, join } from '../../paths.ts';
import { namedTemplates, renderTemplate, type Rendered } from './render-template.ts';

type Values = Readonly<Record<string, unknown>>;

interface Chart {
  readonly folder: string;
  readonly name: string;
  readonly values: Values;
  readonly templates: readonly string[];
}

const asValues = (value: unknown): Values => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {});

const readValues = (files: Files, path: string): Values => {
  try {
    return asValues(parse(files.read(path) ?? '', { logLevel: 'silent', uniqueKeys: false, merge: true, maxAliasCount: 100 }));
  } catch {
    return {};
  }
};

/** Maps are merged key by key; anything else is replaced. */
const merged = (under: Values, over: Values): Values =>
  Object.fromEntries([...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => {
    const [below, above] = [under[key], over[key]];
    const bothMaps = Object.keys(asValues(below)).length > 0 && Object.keys(asValues(above)).length > 0;
    return [key, bothMaps ? merged(asValues(below), asValues(above)) : above === undefined ? below : above];
  }));

/** Values of a chart with those that the chart around it hands down: `charts/orders` gets `orders` and `global`. */
const valuesOf = (files: Files, folder: string, name: string): Values => {
  const own = ['values.yaml', 'values.yml'].map((file) => readValues(files, join(folder, file))).find((values) => Object.keys(values).length > 0) ?? {};
  const parent = /^(.*)\/charts\/[^/]+$/.exec(folder)?.[1];
  if (parent === undefined || !files.paths.includes(join(parent, 'Chart.yaml'))) return own;
  const around = valuesOf(files, parent, baseOf(parent));
  return merged(merged(own, asValues(around[name])), 'global' in around ? { global: around['global'] } : {});
};

const readChart = (files: Files, path: string): Chart => {
  const folder = folderOf(path);
  const name = readValues(files, path)['name'];
  const called = typeof name === 'string' ? name : baseOf(folder);
  return { folder, name: called, values: valuesOf(files, folder, called), templates: files.paths.filter((one) => isWithin(one, join(folder, 'templates')) && /\.(?:ya?ml|tpl)$/.test(one)) };
};

/** Rendered templates of every Helm chart of a tree, by path. A release is called after its chart. */
export const renderCharts = (files: Files): ReadonlyMap<string, Rendered> => {
  const charts = files.paths.filter((path) => baseOf(path) === 'Chart.yaml').map((path) => readChart(files, path));
  return new Map(charts.flatMap(({ folder, name, values, templates }) => {
    const around = charts.filter((one) => isWithin(folder, one.folder) || isWithin(one.folder, folder));
    const named = namedTemplates(around.flatMap((one) => one.templates).map((path) => files.read(path) ?? ''));
    const root = { Values: values, Chart: { Name: name }, Release: { Name: name, Namespace: 'default', Service: 'Helm' }, Template: { BasePath: 'templates' } };
    return templates.filter((path) => !baseOf(path).startsWith('_') && /\.ya?ml$/.test(path)).map((path) => [path, renderTemplate(files.read(path) ?? '', root, named)] as const);
  }));
};

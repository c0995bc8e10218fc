import type { Files } from '../../files.ts';
import { renderCharts } from '../helm/charts.ts';
import { renderTemplate } from '../helm/render-template.ts';
import { at, readYaml, type Yaml } from '../yaml.ts';

/** One object of Kubernetes, of a mesh on it, or of OpenShift. */
export interface Manifest {
  readonly file: string;
  readonly line: number;
  readonly yaml: Yaml;
  readonly kind: string;
  /** Group and version, e.g. `apps/v1`. */
  readonly api: string;
  readonly name: string;
}

const isCandidate = (path: string): boolean => /\.ya?ml$/.test(path) && !/compose[\w.-]*\.ya?ml$|(?:^|\/)\.github\/|pnpm-|openapi|swagger|(?:^|\/)values[\w.-]*\.ya?ml$/i.test(path);

/** OpenShift's templates and lists hold objects. */
const unpacked = (yaml: Yaml): readonly Yaml[] => {
  const kind = yaml.get('kind')?.text;
  const inner = kind === 'Template' ? yaml.get('objects') : kind === 'List' ? yaml.get('items') : undefined;
  return inner === undefined ? [yaml] : inner.items;
};

const documents = (files: Files, path: string, charts: ReturnType<typeof renderCharts>): readonly Yaml[] => {
  const text = files.read(path) ?? '';
  if (!/^[^\S\n]*(?:- )?kind:/m.test(text)) return [];
  const rendered = charts.get(path) ?? (text.includes('{{') ? renderTemplate(text, {}, new Map()) : null);
  return rendered === null ? readYaml(text) : readYaml(rendered.text, (line) => rendered.lines[line - 1] ?? line);
};

/** Everything that is applied to a cluster, Helm charts rendered with their own values. */
export const readManifests = (files: Files): readonly Manifest[] => {
  const charts = renderCharts(files);
  return files.paths.filter(isCandidate).flatMap((file) => documents(files, file, charts).flatMap(unpacked).flatMap((yaml) => {
    const kind = yaml.get('kind')?.text ?? null;
    const name = at(yaml, 'metadata', 'name');
    return kind === null ? [] : [{ file, line: name?.line ?? yaml.line, yaml, kind, api: yaml.get('apiVersion')?.text ?? '', name: name?.text ?? '' }];
  }));
};

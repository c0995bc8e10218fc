import type { FileOperation, Owner, Plan } from '../../plan/plan.ts';
import { renamer } from '../../shared/name-forms.ts';
import type { Files } from '../../system/files.ts';
import type { PackageManager } from '../package-manager.ts';
import type { TemplateData } from '../template-data.ts';
import { fill } from './handlebars.ts';
import { merge, packageFor, serialise, type Json } from './package-json.ts';
import { targetPath } from './target-path.ts';

/** A template put in its place. */
export interface Rendering {
  readonly templates: Files;
  /** Folders below templates/, overlays last: `['service/base', 'service/+postgres']`. */
  readonly from: readonly string[];
  /** Folder in the system; '' for its root. */
  readonly to: string;
  /** Sample names and what they become: `sample-system` -> `my-shop`. */
  readonly names: ReadonlyMap<string, string>;
  /** Name of the system, which is the scope of its packages. */
  readonly system: string;
  readonly pm: PackageManager;
  readonly owner: Owner;
  /** What the holes of `*.hbs` are filled with; left out where a template has none. */
  readonly data?: TemplateData;
}

/**
 * Files that make a template a project of this repository and have no place in a system. Tests beside the code need the real
 * servers that this repository starts and prove the chassis here; the tests that a system runs for itself lie in `test/`.
 */
const ownUse = /(?:^|\/)(?:README\.template\.md|node_modules\/.*|dist\/.*|src\/.*\.(?:test|fixture)\.ts)$/;

const layers = ({ templates, from }: Rendering): ReadonlyMap<string, readonly string[]> => {
  const byPath = new Map<string, readonly string[]>();
  for (const folder of from) {
    for (const path of templates.paths) {
      const relative = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
      if (relative === null || ownUse.test(relative)) continue;
      byPath.set(relative, [...(byPath.get(relative) ?? []), path]);
    }
  }
  return byPath;
};

const contents = (rendering: Rendering, sources: readonly string[]): string => {
  const rename = renamer(rendering.names);
  const texts = sources.map((path) => rendering.templates.read(path) ?? '');
  const [last = ''] = texts.slice(-1);
  const [path = ''] = sources.slice(-1);
  if (path.endsWith('/package.json')) {
    const merged = texts.map((text) => JSON.parse(rename(text)) as Json).reduce(merge);
    return serialise(packageFor(merged, `@${rendering.system}`, rendering.pm));
  }
  return path.endsWith('.hbs') ? fill(rename(last), rendering.data ?? {}) : rename(last);
};

/** A template as creations: names changed in paths and contents, and nothing else in code. */
export const render = (rendering: Rendering): Plan => {
  const rename = renamer(rendering.names);
  const prefix = rendering.to === '' ? '' : `${rendering.to}/`;
  const operations = [...layers(rendering)].map(([path, sources]): FileOperation => ({
    kind: 'create',
    path: prefix + targetPath(path, rename),
    contents: contents(rendering, sources),
    owner: rendering.owner,
    template: sources.at(-1) ?? path,
  }));
  return { operations };
};

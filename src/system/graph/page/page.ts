import { createHash } from 'node:crypto';
import { contents, type PageInput } from './contents.ts';
import { diagramOf } from './diagram.ts';
import { embeddedJson, escapeText } from './escape.ts';
import { place } from './layout.ts';
import { pack } from './pack.ts';
import { drawing } from './svg.ts';

/** The files of the page as they stand in `assets/`. */
export interface PageAssets {
  readonly html: string;
  readonly css: string;
  /** Modules, each after those that it imports. */
  readonly scripts: readonly string[];
}

/**
 * Modules as one script. They import nothing but each other, by one-line named imports, and share no top-level name, so that what
 * is left after taking out `import` and `export` is the same program.
 */
const joined = (scripts: readonly string[]): string =>
  scripts.map((script) => script.replaceAll(/^import .*\n/gm, '').replaceAll(/^export /gm, '')).join('\n');

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** One file that asks for nothing: the map, its findings and the code to look around in it. Same model and marks, same bytes. */
export const htmlGraph = async (input: PageInput, { html, css, scripts }: PageAssets): Promise<string> => {
  const diagram = diagramOf(input.model);
  const script = joined(scripts);
  const policy = `default-src 'none'; style-src ${hash(css)}; script-src ${hash(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const parts: Readonly<Record<string, string>> = {
    policy,
    title: escapeText(input.name),
    style: css,
    map: drawing(diagram, await place(diagram), input.marks),
    data: embeddedJson(pack(contents(input, diagram))),
    script,
  };
  return html.replaceAll(/\{\{(\w+)\}\}/g, (hole, name: string) => parts[name] ?? hole);
};

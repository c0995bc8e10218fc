import type { Files } from '../files.ts';
import type { Evidence } from '../model.ts';
import { baseOf, folderOf, join } from '../paths.ts';
import { yamlIn } from './yaml.ts';

/** A file that a platform starts a program by, and the folder of that program. */
export interface Marker extends Evidence {
  readonly folder: string;
  /** What it starts, for a file that lies elsewhere than the program; null for one that lies beside it. */
  readonly command: string | null;
}

const beside: readonly (readonly [RegExp, RegExp | null, string])[] = [
  [/^serverless(?:\.[\w-]+)?\.(?:ya?ml|[cm]?[jt]s|json)$/, /\b["']?(?:functions|service)["']?\s*:/m, 'deployed by serverless'],
  [/^wrangler\.(?:toml|jsonc?)$/, /\bmain\b/, 'deployed as a worker of Cloudflare'],
  [/^fly(?:\.[\w-]+)?\.toml$/, null, 'deployed on Fly'],
  [/^app\.ya?ml$/, /^runtime:\s*nodejs/m, 'deployed on App Engine'],
  [/^(?:template|sam)\.ya?ml$/, /AWS::Serverless::Function/, 'deployed by SAM'],
  [/^captain-definition$/, null, 'deployed on CapRover'],
  [/^railway\.(?:toml|json)$/, null, 'deployed on Railway'],
];

const ofFolder = (files: Files): readonly Marker[] =>
  files.paths.flatMap((path) => beside.filter(([name, says]) => name.test(baseOf(path)) && (says === null || says.test(files.read(path) ?? ''))).map(([, , note]) => ({ folder: folderOf(path), command: null, file: path, line: 1, note })));

/** Lines of a Procfile. */
const procfile = (files: Files): readonly Marker[] =>
  files.paths.filter((path) => /^Procfile(?:\.\w+)?$/.test(baseOf(path))).flatMap((path) => (files.read(path) ?? '').split('\n').flatMap((text, index) => {
    const [, name, command] = /^([\w-]+):\s*(\S.*)$/.exec(text) ?? [];
    return name === undefined || command === undefined || name === 'release' ? [] : [{ folder: folderOf(path), command, file: path, line: index + 1, note: `process ${name}` }];
  }));

/** `apps` of pm2: `{ name, cwd, script }`. */
const pm2 = (files: Files): readonly Marker[] =>
  files.paths.filter((path) => /^(?:ecosystem|pm2|processes?)(?:\.config)?\.(?:[cm]?js|json|ya?ml)$/.test(baseOf(path))).flatMap((path) => {
    const text = files.read(path) ?? '';
    return [...text.matchAll(/\{[^{}]*\bscript["']?\s*:\s*["'`]([^"'`]+)["'`][^{}]*/g)].map((match) => {
      const cwd = /\bcwd["']?\s*:\s*["'`]([^"'`]+)["'`]/.exec(match[0])?.[1] ?? '.';
      return { folder: cwd.startsWith('/') ? folderOf(path) : join(folderOf(path), cwd), command: `node ${match[0]}`, file: path, line: text.slice(0, match.index).split('\n').length, note: 'started by pm2' };
    });
  });

/** Services of Render's blueprint, each with the folder that it is built in. */
const render = (files: Files): readonly Marker[] =>
  files.paths.filter((path) => baseOf(path) === 'render.yaml').flatMap((path) => yamlIn(files, path).flatMap((yaml) => (yaml.get('services')?.items ?? []).flatMap((item) => {
    const root = item.get('rootDir')?.text ?? item.get('dockerContext')?.text;
    const command = `${item.get('buildCommand')?.text ?? ''}\nCMD ${item.get('startCommand')?.text ?? item.get('dockerfilePath')?.text ?? ''}`;
    return [{ folder: join(folderOf(path), root ?? '.'), command, file: path, line: item.line, note: `deployed on Render as ${item.get('name')?.text ?? ''}` }];
  })));

export const readMarkers = (files: Files): readonly Marker[] => [...ofFolder(files), ...procfile(files), ...pm2(files), ...render(files)];

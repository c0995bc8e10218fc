import type { Files } from '../files.ts';
import { baseOf, folderOf, join } from '../paths.ts';
import { imageName } from './kubernetes/workloads.ts';
import { yamlIn, type Yaml } from './yaml.ts';

/** An image that some tool builds from a folder. */
export interface Build {
  /** Of the image, without registry and tag. */
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | null;
  /** Arguments of the build. */
  readonly text: string;
  /** What the container is told to run, where the same file says it. */
  readonly command: string;
  readonly file: string;
  readonly line: number;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const artifacts = (yaml: Yaml, path: string): readonly Build[] => {
  const own = yaml.get('build')?.get('artifacts')?.items ?? [];
  const profiles = (yaml.get('profiles')?.items ?? []).flatMap((profile) => profile.get('build')?.get('artifacts')?.items ?? []);
  return [...own, ...profiles].flatMap((item) => {
    const image = item.get('image')?.text;
    if (image == null) return [];
    const context = join(folderOf(path), item.get('context')?.text ?? '.');
    const docker = item.get('docker') ?? item.get('kaniko');
    const command = item.get('custom')?.get('buildCommand')?.text ?? '';
    const args = [...(docker?.get('buildArgs')?.entries ?? []).map(([, value]) => value.text ?? ''), command].join(' ');
    return [{ name: imageName(image), context, dockerfile: join(context, docker?.get('dockerfile')?.text ?? 'Dockerfile'), target: docker?.get('target')?.text ?? null, text: args, command: '', file: path, line: item.line }];
  });
};

/** Artifacts of skaffold. */
const skaffold = (files: Files): readonly Build[] =>
  files.paths.filter((path) => /^skaffold[\w.-]*\.ya?ml$/.test(baseOf(path))).flatMap((path) => yamlIn(files, path).flatMap((yaml) => artifacts(yaml, path)));

const quoted = (text: string, key: string): string | null => new RegExp(`\\b${key}\\s*[=:]\\s*["']([^"']*)["']`).exec(text)?.[1] ?? null;

/** `docker_build('image', 'context', …)` of a Tiltfile. */
const tilt = (files: Files): readonly Build[] =>
  files.paths.filter((path) => baseOf(path).startsWith('Tiltfile')).flatMap((path) => {
    const text = files.read(path) ?? '';
    return [...text.matchAll(/\bdocker_build(?:_with_restart)?\(\s*["']([^"']+)["']\s*,\s*(?:context\s*=\s*)?["']([^"']+)["']([^)]*)\)/g)].map((match) => {
      const [, image = '', folder = '', rest = ''] = match;
      const context = join(folderOf(path), folder);
      const dockerfile = quoted(rest, 'dockerfile');
      return { name: imageName(image), context, dockerfile: dockerfile === null ? join(context, 'Dockerfile') : join(folderOf(path), dockerfile), target: quoted(rest, 'target'), text: rest, command: '', file: path, line: lineOf(text, match.index) };
    });
  });

/** Targets of `docker buildx bake` in HCL. */
const bake = (files: Files): readonly Build[] =>
  files.paths.filter((path) => /^docker-bake[\w.-]*\.hcl$/.test(baseOf(path))).flatMap((path) => {
    const text = files.read(path) ?? '';
    return [...text.matchAll(/^target\s+"([^"]+)"\s*\{([\s\S]*?)^\}/gm)].map((match) => {
      const [, name = '', body = ''] = match;
      const context = join(folderOf(path), quoted(body, 'context') ?? '.');
      return { name, context, dockerfile: join(context, quoted(body, 'dockerfile') ?? 'Dockerfile'), target: quoted(body, 'target'), text: /args\s*=\s*\{([^}]*)\}/.exec(body)?.[1] ?? '', command: '', file: path, line: lineOf(text, match.index) };
    });
  });

/** Images that skaffold, Tilt and bake build; compose and Dockerfiles are read elsewhere. */
export const readBuilds = (files: Files): readonly Build[] => [...skaffold(files), ...tilt(files), ...bake(files)];

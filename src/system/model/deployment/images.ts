import { escapedExpression } from '../../../shared/escaped-expression.ts';
import type { Files } from '../../files.ts';
import type { Image } from '../../deployment-model.ts';
import type { Service } from '../../model.ts';
import { baseOf, folderOf, join } from '../../paths.ts';
import type { Dockerfile } from '../../workspace/dockerfiles.ts';
import type { Package } from '../../workspace/packages.ts';
import type { Workspace } from '../../workspace/workspace.ts';

interface Start {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly command: string;
  /** Where relative files of the command may lie. */
  readonly folders: readonly string[];
}

const several = /\bconcurrently\b|\bnpm-run-all\b|\brun-p\b|\bpm2(?:-runtime)?\b|\bsupervisord\b|\bturbo(?:\s+run)?\s+(?:start|serve|dev)\b|\blerna\s+run\b|\bnx\s+run-many\b|\bpnpm\s+(?:-r|--recursive|--parallel)\b|\byarn\s+workspaces\s+(?:foreach|run)\b|[^&>|]&(?:\s|$)/m;

const everything = /\bturbo(?:\s+run)?\s+(?:start|serve|dev)\b(?!.*--filter)|\blerna\s+run\b(?!.*--scope)|\bpnpm\s+(?:-r|--recursive)\b(?!.*--filter)|\byarn\s+workspaces\s+(?:foreach|run)\b|\bnx\s+run-many\b(?!.*--projects)/;

const mentions = (text: string, { name, path }: Service): boolean =>
  [path, baseOf(path), name].filter((one) => one !== '.' && one.length > 2).some((one) => new RegExp(`(?:^|[^\\w-])${escapedExpression(one)}(?:[^\\w-]|$)`).test(text));

const scriptNamed = (packages: readonly Package[], folders: readonly string[], command: string): string => {
  const [, script] = /\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?([\w:.-]+)/.exec(command) ?? [];
  const own = packages.find((pkg) => folders.includes(pkg.folder));
  return script === undefined ? '' : (own?.scripts.get(script) ?? '');
};

/** Of a shell script that leaves something in the background: those lines, and what it ends with. Others run one thing after another. */
const inBackground = (script: string): string => {
  const lines = script.trimEnd().split('\n');
  const behind = lines.filter((line) => several.test(line));
  return behind.length === 0 ? '' : [...behind, lines.at(-1) ?? ''].join('\n');
};

/** Commands, with what the files say that they run: a shell script, a process file of pm2 or supervisord. */
const unfolded = ({ files, packages }: { readonly files: Files; readonly packages: readonly Package[] }, { command, folders }: Start): string => {
  const script = scriptNamed(packages, folders, command);
  const direct = `${command}\n${script}`;
  const named = [...direct.matchAll(/(?<![\w./-])[\w./-]+\.(?:sh|config\.[cm]?js|conf|json|ya?ml)\b/g)].map(([path]) => path);
  const shells = named.flatMap((path) => folders.flatMap((folder) => files.paths.filter((one) => one === join(folder, path) || (baseOf(one) === baseOf(path) && folderOf(one).startsWith(folder === '.' ? '' : folder)))).slice(0, 1));
  const text = shells.map((path) => files.read(path) ?? '').join('\n');
  const supervised = /\bsupervisord\b/.test(`${direct}\n${text}`) ? files.paths.filter((path) => /supervisord?[\w.-]*\.(?:conf|ini)$/.test(path)).map((path) => files.read(path) ?? '').join('\n') : '';
  const pm2 = /\bpm2\b|pm2-runtime/.test(direct) ? files.paths.filter((path) => /(?:^|\/)(?:ecosystem|pm2|processes?)(?:\.config)?\.(?:[cm]?js|json|ya?ml)$/.test(path) && folders.includes(folderOf(path))).map((path) => files.read(path) ?? '').join('\n') : '';
  const managed = `${supervised}\n${pm2}`;
  return managed.trim() === '' ? `${direct}\n${inBackground(text)}` : `${direct}\n${managed}`;
};

const lastCommand = ({ path, text }: Dockerfile): { readonly line: number; readonly command: string } => {
  const lines = text.split('\n');
  const line = lines.findLastIndex((one) => /^\s*CMD\b/i.test(one));
  const entry = lines.findLastIndex((one) => /^\s*ENTRYPOINT\b/i.test(one));
  const at = (index: number): string => (index === -1 ? '' : (lines[index] ?? '').replace(/^\s*(?:CMD|ENTRYPOINT)\s*/i, '').replaceAll(/["'[\],]+/g, ' '));
  return { line: Math.max(line, entry, 0) + 1, command: path === '' ? '' : `${at(entry)} ${at(line)}` };
};

const starts = ({ dockerfiles, compose }: Workspace): readonly Start[] => [
  ...dockerfiles.map((one) => ({ name: one.path, file: one.path, ...lastCommand(one), folders: [...new Set([one.folder, '.'])] })),
  ...compose.filter(({ command }) => several.test(command))
    .map(({ name, file, line, command, build }) => ({ name, file, line, command, folders: [...new Set([build?.context ?? folderOf(file), folderOf(file), '.'])] })),
];

/** Images and containers that start more than one service. */
export const readImages = (files: Files, found: Workspace): readonly Image[] => {
  const able = found.services.map(({ service }) => service).filter(({ role, path }) => role !== 'infra' && path !== '.');
  return starts(found).flatMap((start) => {
    const text = unfolded({ files, packages: found.packages }, start);
    const running = text.split('\n').filter((line) => !/^\s*(?:#|\/\/|COPY|ADD)/.test(line)).join('\n');
    if (!several.test(running)) return [];
    const started = everything.test(running) ? able : able.filter((service) => mentions(running, service));
    return started.length < 2 ? [] : [{ name: start.name, starts: started.map(({ name }) => name), file: start.file, line: start.line, note: `starts ${started.map(({ name }) => name).join(', ')}` }];
  });
};

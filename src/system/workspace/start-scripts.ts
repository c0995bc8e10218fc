import type { Files } from '../files.ts';
import { knownPaths } from '../known-paths.ts';
import { isWithin, join } from '../paths.ts';
import { isAside } from '../production-scope.ts';
import { entriesOf } from './entries.ts';
import type { Package } from './packages.ts';
import { isBrowser, isServer } from './roles.ts';

const starters = ['start', 'start:prod', 'start:dev', 'dev', 'serve', 'develop'];

/** What a script does in the end, without what stands before the command: `npm run build && node dist/index.js` starts, it does not compile. */
const lastStep = (script: string): string =>
  (script.split(/&&|;/).at(-1)?.trim() ?? '').replace(/^(?:(?:npx|pnpm exec|yarn exec|cross-env|env|dotenv(?: -\S+)* --)\s+|[A-Z_][A-Z0-9_]*=\S*\s+)+/, '');

/** A script that runs another one is that one. */
const resolved = (script: string, scripts: Package['scripts'], depth = 0): string => {
  const step = lastStep(script);
  const [, name = ''] = /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)$/.exec(step) ?? [];
  const other = scripts.get(name);
  return other === undefined || depth > 4 ? step : resolved(other, scripts, depth + 1);
};

const builders = /^(?:tsc|tsup|tsdown|tshy|pkgroll|rollup|swc|esbuild|unbuild|webpack(?! serve)|vite build|bun build|bun run build|npm run build|yarn build|pnpm build|babel|ncc build|microbundle|lb-tsc|tsc-watch$|echo|exit|true|vitest|jest|eslint|storybook|start-storybook|typedoc|email dev)\b/;

const compiles = (name: string, { scripts }: Package): boolean => builders.test(resolved(scripts.get(name) ?? '', scripts));

const starts = (pkg: Package, names: readonly string[]): string | undefined => names.find((name) => pkg.scripts.has(name) && !compiles(name, pkg));

const startScript = (pkg: Package): string | undefined => starts(pkg, starters);

/** Starts the packages below it instead of a server of its own. */
export const delegates = (pkg: Package): boolean =>
  pkg.isWorkspaceRoot || starters.map((name) => pkg.scripts.get(name) ?? '').some((script) => /\b(?:turbo|lerna|nx run-many|concurrently|npm-run-all|yarn workspaces|pnpm -r|pnpm --filter|docker-compose|docker compose)\b/.test(script));

const listens = /\b(?:createServer|Bun\.serve|Deno\.serve|ServiceBroker|bindAsync|NestFactory\.create\w*)\s*\(|\.listen\s*\(|\bserve\s*\(/;

/** A program that nothing names starts by itself: something listens at the outermost level of the file. */
const listensAtOnce = /^(?:(?:const|let|var)\s+\w+\s*=\s*)?(?:await\s+)?[\w.()]+\.listen\s*\(/m;

const entryText = (files: Files, own: Package): string => entriesOf(files, { folder: own.folder, own }).map((path) => files.read(path) ?? '').join('\n');

const exportsParts = /^export\s+(?:async\s+|abstract\s+)?(?:function|class|const|interface|type|enum|\*|\{)/m;

/** A statement at the outermost level that does something: a call, an import for its effect, a default export that a runtime serves. */
const doesSomething = /^(?:await\s+|void\s+)?(?:new\s+)?[A-Za-z_$][\w$.]*\s*(?:<[^>\n]*>)?\(|^import\s+["']|^(?:const|let|var)\s+[^=\n]+=\s*(?:await\s+)?(?:new\s+)?[\w$.]+\(|^export\s+default\b|^(?:if|for|try|while)\b|^[(!;]/m;

/** A start script on a file that only hands out parts runs nothing that stays. */
const isLibrary = (entry: string): boolean => exportsParts.test(entry) && !doesSomething.test(entry) && !listens.test(entry);

/** The file that it would start with is there and empty. */
const isPlanned = (files: Files, own: Package): boolean => entriesOf(files, { folder: own.folder, own }).some((path) => files.read(path)?.trim() === '');

const startsInProduction = (pkg: Package): boolean => starts(pkg, ['start', 'start:prod']) !== undefined;

/** It is started in production, with a file that runs. */
export const runsInProduction = (files: Files, pkg: Package): boolean => {
  const entry = entryText(files, pkg);
  return startsInProduction(pkg) && entry !== '' && !isLibrary(entry);
};

/** A folder of its own that starts a server or a page. */
export const startsAlone = (files: Files, pkg: Package): boolean => {
  if (pkg.kind !== null) return pkg.kind === 'service' || pkg.kind === 'gateway';
  if (isAside(pkg.folder)) return false;
  const script = startScript(pkg);
  if (script === undefined) return isServer(pkg) && !pkg.published && pkg.folder !== '.' && listensAtOnce.test(entryText(files, pkg));
  if (pkg.published && (pkg.isCommand || !startsInProduction(pkg))) return false;
  if (isBrowser(pkg)) return true;
  const entry = entryText(files, pkg);
  return isServer(pkg) ? !isLibrary(entry) && !isPlanned(files, pkg) : listens.test(entry);
};

/** Something in the folder can be started: a package with a start script and a file that it starts with. */
export const isStartable = (files: Files, folder: string, packages: readonly Package[]): boolean => {
  const own = packages.find((pkg) => pkg.folder === folder);
  if (knownPaths(files).has(join(folder, 'Dockerfile'))) return true;
  if (own === undefined) return files.paths.some((path) => isWithin(path, join(folder, 'src')));
  return startScript(own) !== undefined && (!own.published || startsInProduction(own));
};

export const packageNote = (pkg: Package): string => (pkg.kind === null ? `package with a ${startScript(pkg) ?? 'server in its entry file'}${startScript(pkg) === undefined ? '' : ' script'}` : `package of kind ${pkg.kind}`);

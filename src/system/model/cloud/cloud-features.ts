import type { Files } from '../../files.ts';
import type { Feature } from '../../model.ts';
import { isWithin } from '../../paths.ts';
import type { System } from '../system.ts';
import { cloudFiles } from './cloud-files.ts';
import { resourcesOf } from './queues.ts';
import { within, type Tree } from './tree.ts';

/** `provider: { tracing: { lambda: true } }` of serverless, `Tracing: Active` of SAM, for all functions or for one. */
const tracingIn = (tree: Tree): Tree | undefined => {
  const told = [within(tree, 'provider', 'tracing', 'lambda'), within(tree, 'Globals', 'Function', 'Tracing'), ...resourcesOf(tree).map(([, resource]) => within(resource, 'Properties', 'Tracing'))];
  return told.find((one) => /^(?:true|active)$/i.test(one?.text ?? ''));
};

/** What the platform does for the functions of a service, where the files of a cloud ask it to. */
export const featuresOfCloud = (files: Files, system: System): readonly Feature[] =>
  cloudFiles(files, system).flatMap(({ file, tree }) => {
    const tracing = tracingIn(tree);
    const [home] = system.deployed.filter(({ service }) => isWithin(file, service.path)).toSorted((a, b) => b.service.path.length - a.service.path.length);
    return tracing === undefined || home === undefined ? [] : [{ service: home.service.name, kind: 'tracing' as const, file, line: tracing.line, note: 'the platform traces its functions' }];
  });

import { isRouter } from '../../libraries/routers.ts';
import type { Feature } from '../../model.ts';
import type { Deployed } from '../../workspace/workspace.ts';
import { foundTerm } from '../reducer.ts';
import type { System } from '../system.ts';
import { symbolOf, type Term } from '../term.ts';
import { isSet } from '../use.ts';

/** What Bun serves when a program's entry exports it: `export default { port, fetch }`, or the app itself. */
const isServed = (system: System, term: Term): boolean => isSet(system.reducer, term, 'fetch') || (term.kind === 'external' && isRouter(symbolOf(term)));

/** The platform has the process, and calls what is exported: Cloudflare Workers, functions. */
const isFunction = (system: System, { service }: Deployed): boolean =>
  system.packages.some(({ folder, scripts }) => folder === service.path && [...scripts.values()].some((script) => /\b(?:wrangler|serverless|sls|sst|vercel|netlify|func)\b/.test(script)));

const runsOnBun = (system: System, { service, candidate }: Deployed): boolean =>
  candidate.dockerfiles.some(({ text }) => /\bbun\b/.test(text)) || system.packages.some(({ folder, scripts }) => folder === service.path && [...scripts.values()].some((script) => /\bbun\b/.test(script)));

/** Servers that no call starts: the run time takes what the entry exports. */
export const featuresOfExports = (system: System): readonly Feature[] =>
  system.deployed.filter((deployed) => runsOnBun(system, deployed) && !isFunction(system, deployed)).flatMap(({ service }) =>
    service.entries.flatMap((path) => {
      const file = system.reducer.program.files.get(path);
      const served = file !== undefined && isServed(system, foundTerm(system.reducer, system.reducer.program.exported(file, 'default')));
      return served ? [{ service: service.name, kind: 'server' as const, file: path, line: file.exports.get('default')?.line ?? 1, note: 'Bun serves what it exports' }] : [];
    }));

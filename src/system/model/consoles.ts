import { compareText } from '../../shared/compare-text.ts';
import type { CallSite } from '../facts/file-facts.ts';
import type { ConsoleUse, Evidence, Site } from '../model.ts';
import { isWithin } from '../paths.ts';
import type { System } from './system.ts';

const methods = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group']);

export const isConsole = ({ callee }: CallSite): boolean => callee.kind === 'member' && callee.of.kind === 'reference' && callee.of.name === 'console' && methods.has(callee.name);

const shownFiles = 3;

/** The files that write most, each with its first call. */
const mostIn = (sites: readonly Site[]): readonly Evidence[] =>
  [...Map.groupBy(sites, ({ file }) => file).values()].toSorted((a, b) => b.length - a.length).slice(0, shownFiles).flatMap((group) => group.slice(0, 1).map((site) => ({ ...site, note: `${group.length} of the calls ${group.length === 1 ? 'is' : 'are'} in this file` })));

/** How often the code of each service itself, not that of libraries, writes to the console. */
export const readConsoles = (system: System): readonly ConsoleUse[] =>
  system.deployed.flatMap(({ service }) => {
    const own = system.files.filter(({ path }) => isWithin(path, service.path) && system.owners(path).some((owner) => owner.service === service));
    const sites = own.flatMap(({ path, calls }) => calls.filter(isConsole).map(({ line, column }) => ({ file: path, line, column })));
    const sorted = sites.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line);
    const [first] = sorted;
    return first === undefined ? [] : [{ service: service.name, count: sites.length, most: mostIn(sorted), ...first }];
  });

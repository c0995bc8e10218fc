import { compareText } from '../../shared/compare-text.ts';
import type { CallSite } from '../facts/file-facts.ts';
import type { ConsoleUse } from '../model.ts';
import { isWithin } from '../paths.ts';
import type { System } from './system.ts';

const methods = new Set(['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group']);

export const isConsole = ({ callee }: CallSite): boolean => callee.kind === 'member' && callee.of.kind === 'reference' && callee.of.name === 'console' && methods.has(callee.name);

/** How often the code of each service itself, not that of libraries, writes to the console. */
export const readConsoles = (system: System): readonly ConsoleUse[] =>
  system.deployed.flatMap(({ service }) => {
    const own = system.files.filter(({ path }) => isWithin(path, service.path) && system.owners(path).some((owner) => owner.service === service));
    const sites = own.flatMap(({ path, calls }) => calls.filter(isConsole).map(({ line, column }) => ({ file: path, line, column })));
    const [first] = sites.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line);
    return first === undefined ? [] : [{ service: service.name, count: sites.length, ...first }];
  });

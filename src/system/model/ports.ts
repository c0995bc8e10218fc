import type { Service, Site } from '../model.ts';
import type { System } from './system.ts';
import type { Term } from './term.ts';
import { textOf } from './text.ts';
import { argument, property } from './use.ts';

/** A place where a program begins to listen, and what says on which port. */
export interface Listening extends Site {
  readonly term: Term;
}

const methods = new Set(['listen', 'serve', 'listenAsync', 'bindAsync', 'startStandaloneServer', 'createMicroservice', 'connectMicroservice']);

/** The number behind `0.0.0.0:50051`, `http://localhost:3000`, `3000`; null for what is none. */
export const portIn = (text: string): number | null => {
  const [, digits] = /^(?:(?:\w+:\/\/)?(?:[\w.-]*|\[[^\]]*\])?:)?(\d{2,5})\/?$/.exec(text.trim()) ?? [];
  const port = Number(digits ?? Number.NaN);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
};

type Read = Pick<System, 'files' | 'reducer'>;

const told = ({ reducer }: Pick<System, 'reducer'>, first: Term, second: Term): Term => {
  if (first.kind === 'object') return property(reducer, first, 'port');
  const listen = second.kind === 'object' ? property(reducer, second, 'listen') : second;
  const options = second.kind === 'object' ? property(reducer, second, 'options') : second;
  const named = [listen, options].flatMap((of) => (of.kind === 'object' ? [property(reducer, of, 'port'), property(reducer, of, 'url')] : [])).find(({ kind }) => kind !== 'unknown');
  return named ?? first;
};

/** What listens on no port of its own: a queue by name, another server. */
const isPort = (name: string, term: Term): boolean => {
  if (term.kind === 'text') return portIn(term.value) !== null;
  if (name === 'createMicroservice' || name === 'connectMicroservice' || name === 'startStandaloneServer') return term.kind !== 'unknown' && term.kind !== 'class' && term.kind !== 'external';
  return term.kind !== 'function' && term.kind !== 'class' && term.kind !== 'instance' && term.kind !== 'namespace' && term.kind !== 'flag';
};

/** Every place of the code that listens. */
export const readListenings = ({ files, reducer }: Read): readonly Listening[] =>
  files.flatMap((file) => file.calls.flatMap((site) => {
    const name = site.callee.kind === 'member' || site.callee.kind === 'reference' ? site.callee.name : '';
    if (!methods.has(name) || site.args.length === 0) return [];
    const at = { site, frame: { file, inside: site.inside, self: null, bound: null }, reducer };
    const term = told({ reducer }, argument(at, 0), argument(at, 1));
    return isPort(name, term) ? [{ term, file: file.path, line: site.line, column: site.column }] : [];
  }));

/** Ports that a service's own code listens on. */
export const listenedPorts = ({ files, owners, reducer }: Pick<System, 'files' | 'owners' | 'reducer'>): ReadonlyMap<Service, readonly number[]> => {
  const ports = new Map<Service, number[]>();
  for (const { term, file } of readListenings({ files, reducer })) {
    for (const { service, environment } of owners(file)) {
      const port = portIn(textOf(term, environment).text);
      if (port !== null) ports.set(service, [...(ports.get(service) ?? []), port]);
    }
  }
  return ports;
};

import type { Service } from '../model.ts';
import type { System } from './system.ts';
import { textOf } from './text.ts';
import { argument, property } from './use.ts';

/** Ports that a service's own code listens on. */
export const listenedPorts = ({ files, owners, reducer }: Pick<System, 'files' | 'owners' | 'reducer'>): ReadonlyMap<Service, readonly number[]> => {
  const ports = new Map<Service, number[]>();
  for (const file of files) {
    for (const site of file.calls) {
      const name = site.callee.kind === 'member' || site.callee.kind === 'reference' ? site.callee.name : '';
      if (!['listen', 'serve', 'listenAsync'].includes(name) || site.args.length === 0) continue;
      const frame = { file, inside: site.inside, self: null, bound: null };
      const first = argument({ site, frame, reducer }, 0);
      const term = first.kind === 'object' ? property(reducer, first, 'port') : first;
      for (const { service, environment } of owners(file.path)) {
        const port = Number(textOf(term, environment).text);
        if (Number.isInteger(port) && port > 0) ports.set(service, [...(ports.get(service) ?? []), port]);
      }
    }
  }
  return ports;
};

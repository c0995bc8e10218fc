import type { Flag } from '../../shape-model.ts';
import { chassis } from '../modules.ts';
import type { System } from '../system.ts';
import type { Term } from '../term.ts';
import { argument, entriesOf, property, type Use } from '../use.ts';
import { distinct, namedInCalls, placesOf, type FlagRead } from './flag-reads.ts';

const module = `${chassis}/flags`;

const day = (term: Term): string | null => (term.kind === 'text' && /^\d{4}-\d{2}-\d{2}$/.test(term.value) ? term.value : null);

interface Declaring {
  readonly system: System;
  readonly use: Use;
  readonly service: string;
  /** Those of the chassis' flags in this service. */
  readonly reads: readonly FlagRead[];
}

const flagOf = ({ system, use: { reducer, frame, site }, service, reads }: Declaring, name: string, facts: Term): Flag => {
  const [owner, since, expires] = ['owner', 'since', 'expires'].map((fact) => property(reducer, facts, fact)) as [Term, Term, Term];
  const at = [expires, since, owner].flatMap((term) => (term.kind === 'text' ? [term.at] : []))[0] ?? { file: frame.file.path, line: site.line };
  return {
    service, name, declaredIn: 'code', since: day(since), expires: day(expires), file: at.file, line: at.line,
    reads: distinct([...placesOf(reads, name), ...namedInCalls(system, service, name)]), readers: reads.some(({ flag }) => flag === null) ? 'by computed names' : 'known',
  };
};

/** Flags that services on the chassis declare with `defineFlags`. */
export const readDeclaredFlags = (system: System, reads: readonly FlagRead[]): readonly Flag[] =>
  (system.uses.get(module) ?? []).filter(({ external }) => external.path === '.defineFlags').flatMap((use) => system.owners(use.frame.file.path).flatMap(({ service: { name: service } }) => {
    const own = reads.filter((read) => read.service === service && read.module === module);
    return entriesOf(use.reducer, argument(use, 0)).map(([name, facts]) => flagOf({ system, use, service, reads: own }, name, facts));
  }));

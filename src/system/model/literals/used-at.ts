import type { CallSite, FileFacts, TextFact } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import type { Evidence } from '../../model.ts';
import { once } from '../../once.ts';
import type { System } from '../system.ts';

/** A call that is given something by name. */
interface Use {
  readonly file: FileFacts;
  readonly site: CallSite;
  /** `JWT_SECRET` or `jwt.secret`: the last names, outermost first. */
  readonly names: readonly string[];
}

const namesIn = (value: Value): readonly string[] => {
  if (value.kind === 'reference') return [value.name];
  return value.kind === 'member' ? [...namesIn(value.of), value.name] : value.kind === 'this' ? ['this'] : [];
};

const deepest = 4;

/** Everything that is handed over by name, in objects, lists and texts that are put together, too. */
const given = (value: Value, left = deepest): readonly (readonly string[])[] => {
  if (left === 0) return [];
  const further = (values: readonly Value[]) => values.flatMap((one) => given(one, left - 1));
  switch (value.kind) {
    case 'object':
      return further(value.entries.map(([, one]) => one));
    case 'array':
      return further(value.items);
    case 'either':
      return further(value.options);
    case 'concat':
      return further(value.parts);
    default: {
      const names = namesIn(value);
      return names.length === 0 ? [] : [names];
    }
  }
};

const usesByName = once((system: System): ReadonlyMap<string, readonly Use[]> => {
  const uses = system.files.flatMap((file) => file.calls.flatMap((site) => site.args.flatMap((arg) => given(arg)).map((names): Use => ({ file, site, names }))));
  return Map.groupBy(uses, ({ names }) => names.at(-1) ?? '');
});

const calleeOf = ({ callee, isNew }: CallSite): string => {
  const names = namesIn(callee).filter((name) => name !== 'this');
  return names.length === 0 ? 'a call' : `${isNew ? 'new ' : ''}${names.slice(-2).join('.')}`;
};

/** A name alone means the same only in its file and where it is imported; a member of something is told by what it is a member of. */
const means = ({ file, names }: Use, fact: TextFact, origin: FileFacts): boolean => {
  const [, owner] = fact.within;
  if (owner !== undefined) return names.at(-2)?.toLowerCase() === owner.toLowerCase();
  return file === origin || (names.length === 1 && file.bindings.has(names[0] ?? ''));
};

/** Where a literal that has a name is handed over: the first place, and how many more there are. */
export const usedAt = (system: System, origin: FileFacts, fact: TextFact): readonly Evidence[] => {
  const [name] = fact.within;
  if (name === undefined || fact.argument !== null) return [];
  const uses = (usesByName(system).get(name.replace(/^this\./, '')) ?? []).filter((use) => means(use, fact, origin) && !(use.file === origin && use.site.line === fact.line));
  const [first] = uses;
  if (first === undefined) return [];
  const more = uses.length > 1 ? ` (and in ${uses.length - 1} more)` : '';
  return [{ file: first.file.path, line: first.site.line, column: first.site.column, note: `${calleeOf(first.site)} is given it${more}` }];
};

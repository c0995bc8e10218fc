import { flagReads, unseenReaders } from '../../libraries/flags.ts';
import type { Site } from '../../model.ts';
import { handedUses } from '../handed-calls.ts';
import type { System } from '../system.ts';
import { textOf } from '../text.ts';
import { argument, type Use } from '../use.ts';

/** A place that asks for a flag. */
export interface FlagRead extends Site {
  readonly module: string;
  /** Service whose code it is; for a library each that reaches it. */
  readonly service: string;
  /** Null where the code puts it together. */
  readonly flag: string | null;
}

const readsOf = (system: System, module: string, use: Use): readonly FlagRead[] =>
  system.owners(use.frame.file.path).map(({ service, environment }) => {
    const { text, missing } = textOf(argument(use, 0), environment);
    return { module, service: service.name, flag: missing.length === 0 ? text : null, file: use.frame.file.path, line: use.site.line, column: use.site.column };
  });

/** By whoever has the flags at hand, or was handed them. */
export const readFlagReads = (system: System): readonly FlagRead[] => {
  const handed = handedUses(system.reducer, system.handedCalls).map(({ use }) => use);
  return Object.entries(flagReads).flatMap(([module, called]) =>
    [...(system.uses.get(module) ?? []), ...handed.filter(({ external }) => external.module === module)].filter(({ external }) => called.test(external.path)).flatMap((use) => readsOf(system, module, use)));
};

/** Calls in the code of a service that are given a text: whoever names a flag there has a use for it, also where it is not seen what the call is of. */
export const namedInCalls = (system: System, service: string, name: string): readonly Site[] =>
  system.files.filter(({ path }) => system.owners(path).some((owner) => owner.service.name === service)).flatMap((file) =>
    file.calls.filter(({ args }) => args.some((arg) => arg.kind === 'literal' && arg.value === name)).map(({ line, column }) => ({ file: file.path, line, column })));

export const distinct = (sites: readonly Site[]): readonly Site[] => [...new Map(sites.map((site) => [`${site.file}:${String(site.line)}:${String(site.column)}`, site])).values()];

/** Where a flag is asked for by its name, each place once. */
export const placesOf = (reads: readonly FlagRead[], name: string): readonly Site[] =>
  distinct(reads.filter(({ flag }) => flag === name).map(({ file, line, column }) => ({ file, line, ...(column === undefined ? {} : { column }) })));

/** Somebody asks by components, hooks or decorators. */
export const hasUnseenReaders = (system: System): boolean => system.files.some((file) => file.imports.some(({ specifier }) => unseenReaders.test(specifier)));

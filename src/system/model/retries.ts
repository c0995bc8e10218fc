import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { RetryFact } from '../libraries/library.ts';
import { retryLibraries } from '../libraries/retries.ts';
import type { Retry } from '../shape-model.ts';
import type { Call } from '../model.ts';
import type { System } from './system.ts';
import type { Use } from './use.ts';

interface Span {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** Calls that are seen in some lines of a file. */
const callsIn = (calls: readonly Call[], { file, from, to }: Span): readonly Call[] => calls.filter((call) => call.file === file && call.line >= from && call.line <= to);

const keyed = /^(?:x-)?idempotency-?key$/i;

const holdsKey = (value: Value): boolean =>
  value.kind === 'object' ? value.entries.some(([name, entry]) => keyed.test(name) || holdsKey(entry)) : value.kind === 'array' ? value.items.some(holdsKey) : value.kind === 'either' && value.options.some(holdsKey);

/** A header of that name in what is called there. */
const hasKey = (file: FileFacts, { from, to }: Span): boolean => file.calls.some(({ line, args }) => line >= from && line <= to && args.some(holdsKey));

/** Lines of what a call is given and of what it is called on: `retry(() => …)`, `http.post(…).pipe(retry(2))`. */
const spanOf = (file: FileFacts, site: CallSite): Span => {
  const index = file.calls.indexOf(site);
  const given = site.args.flatMap((arg) => (arg.kind === 'function' ? file.calls.filter(({ inside }) => inside === arg.id) : []));
  const piped = file.calls.filter(({ chain }) => chain.some(({ call }) => file.calls[call]?.args.some((arg) => arg.kind === 'call' && arg.call === index)));
  const lines = [site, ...given, ...piped].map(({ line }) => line);
  return { file: file.path, from: Math.min(...lines), to: Math.max(...lines) };
};

/** The method of what is tried again: the one that must not happen twice, if there is one. */
const methodOf = (calls: readonly Call[]): string | null => calls.find(({ method }) => method === 'POST' || method === 'PATCH')?.method ?? calls[0]?.method ?? null;

const byLibrary = (system: System, calls: readonly Call[]): readonly Retry[] =>
  retryLibraries.flatMap((library) => library.modules.flatMap((module) => system.uses.get(module) ?? []).flatMap((use: Use) => {
    const fact: RetryFact | null = library.match(use);
    const { file } = use.frame;
    const span = spanOf(file, use.site);
    return fact === null ? [] : system.owners(file.path).map(({ service }) => ({
      service: service.name, by: use.external.module, ...fact, method: methodOf(callsIn(calls, span)), idempotencyKey: hasKey(file, span), file: file.path, line: use.site.line, column: use.site.column,
    }));
  }));

/** Loops that try a request again; what only connects at the start is none of them. */
const byLoop = (system: System, calls: readonly Call[]): readonly Retry[] =>
  system.files.flatMap((file) => file.retryLoops.flatMap(({ line, column, end, bounded, waits }) => {
    const span: Span = { file: file.path, from: line, to: end };
    const tried = callsIn(calls, span);
    return tried.length === 0 ? [] : system.owners(file.path).map(({ service }) => ({
      service: service.name, by: 'a loop', bounded, backoff: waits, method: methodOf(tried), idempotencyKey: hasKey(file, span), file: file.path, line, column,
    }));
  }));

/** Everything that is tried again by a policy or by hand. */
export const readRetries = (system: System, calls: readonly Call[]): readonly Retry[] => [...byLibrary(system, calls), ...byLoop(system, calls)];

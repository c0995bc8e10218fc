import { callLibraries } from '../libraries/calls.ts';
import type { CallLibrary, RequestFact } from '../libraries/library.ts';
import type { Call, Guards } from '../model.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import { guardsAround, guardsBehind, together, type Guarded } from './guards.ts';
import type { Owner } from './system.ts';
import { resolveTarget, type Resolved, type TargetContext } from './targets.ts';
import type { Made } from './term.ts';
import { textOf } from './text.ts';
import { useOf } from './use.ts';

const farthest = 7;

export interface RequestContext extends TargetContext {
  readonly guarded: Guarded;
  /** What a service gives all calls of a client. */
  readonly defaults: (service: string, client: string) => Partial<Guards>;
}

interface Attempt {
  readonly library: CallLibrary;
  /** From the outermost caller to the call itself. */
  readonly way: readonly Made[];
  /** Guards on the way, from the call outwards. */
  readonly guards: readonly Partial<Guards>[];
}

const factsAt = ({ system }: RequestContext, { library, way }: Attempt): readonly RequestFact[] => {
  const made = seenFrom(system.reducer, way);
  const use = made === null ? null : useOf(system.reducer, made);
  const facts = use === null ? null : library.match(use);
  return facts === null ? [] : 'client' in facts ? [facts] : facts;
};

const methodText = (method: RequestFact['method'], owner: Owner): string | null => {
  if (method === null || typeof method === 'string') return method;
  const { text } = textOf(method, owner.environment);
  return /^[a-z]+$/i.test(text) ? text.toUpperCase() : null;
};

const toCall = (context: RequestContext, { fact, resolved, owner, attempt }: { readonly fact: RequestFact; readonly resolved: Resolved; readonly owner: Owner; readonly attempt: Attempt }): Call => {
  const [outermost] = attempt.way;
  const { reached } = resolved;
  const guards = together([fact, ...attempt.guards, context.defaults(owner.service.name, fact.client)]);
  const { file, line, column = 1 } = fact.at ?? { file: outermost?.frame.file.path ?? '', line: outermost?.site.line ?? 1, column: outermost?.site.column };
  const byName = resolved.namedBy === undefined ? [] : [{ file, line, note: `the name of ${resolved.namedBy} says which service; its address is local or not in the code` }];
  return {
    from: owner.service.name, to: reached.kind === 'service' ? reached.service.name : null, toKind: reached.kind,
    file, line, column,
    client: fact.client, method: methodText(fact.method, owner), path: resolved.path, ...guards,
    inLoop: attempt.way.some(({ site }) => site.inLoop),
    resolvedBy: [...byName, ...resolved.evidence],
    unresolved: reached.kind === 'unknown' ? reached.reason : null,
    handlers: [],
  };
};

/** The calls that one call site comes to: itself, or, where its callers name the target, one for each of them. */
const follow = (context: RequestContext, attempt: Attempt): readonly Call[] => {
  const { system } = context;
  const [outermost] = attempt.way;
  if (outermost === undefined) return [];
  const facts = factsAt(context, attempt);
  const owners = system.owners(outermost.frame.file.path);
  const results = facts.flatMap((fact) => owners.flatMap((owner) => {
    const resolved = resolveTarget(context, fact, owner);
    return resolved === null ? [] : [{ fact, owner, resolved, attempt }];
  }));
  const key = enclosingCalled(system.callers, outermost.frame);
  const callers = key === null || attempt.way.length >= farthest ? [] : (system.callers.get(key) ?? []);
  if (callers.length > 0 && results.some(({ resolved }) => resolved.calledFor)) {
    const lifted = callers.flatMap((caller) => follow(context, { ...attempt, way: [caller, ...attempt.way], guards: [...attempt.guards, guardsAround(system.reducer, context.guarded, caller), guardsBehind(system.reducer, caller)] }));
    // Callers that do not tell either prove nothing; then the call itself is the place to look at.
    if (lifted.some(({ unresolved }) => unresolved === null)) return lifted;
  }
  // Who asks itself does not depend on another service.
  return results.map((result) => toCall(context, result)).filter(({ from, to }) => from !== to);
};

/** Every synchronous call of the system. */
export const readCalls = (context: RequestContext): readonly Call[] => {
  const { system, guarded } = context;
  return callLibraries.flatMap((library) =>
    library.modules.flatMap((module) => (module === '*' ? [...system.uses.values()].flat() : (system.uses.get(module) ?? []))).filter((use) => library.match(use) !== null).flatMap((use) => {
      const made: Made = { site: use.site, frame: use.frame };
      return follow(context, { library, way: [made], guards: [guardsAround(system.reducer, guarded, made), guardsBehind(system.reducer, made)] });
    }));
};

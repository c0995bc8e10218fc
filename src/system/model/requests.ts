import type { CallLibrary, RequestFact } from '../libraries/library.ts';
import type { Call, Guards } from '../model.ts';
import { callSeeds, type Seed } from './call-seeds.ts';
import { enclosingCalled, isMethodOfResult, seenFrom } from './callers.ts';
import { guardsAround, guardsBehind, together, type Guarded } from './guards.ts';
import { readLedTo } from './led-to.ts';
import { lookupKeys } from './lookups.ts';
import { isInLoop } from './loops.ts';
import type { ReachGuards } from './reach-guards.ts';
import type { Owner, System } from './system.ts';
import { resolveTargets, type Resolved, type TargetContext } from './targets.ts';
import { moduleFrame, type External, type Made, type Term } from './term.ts';
import { textOf } from './text.ts';
import { toldByCaller } from './told-by-caller.ts';
import { useOf } from './use.ts';

const farthest = 9;

export interface RequestContext extends TargetContext {
  readonly guarded: Guarded;
  readonly reachGuards: ReachGuards;
  /** What one client is given for all its calls. */
  readonly ofClient: (client: External) => Partial<Guards>;
  /** What a service gives all calls of a client. */
  readonly defaults: (service: string, client: string) => Partial<Guards>;
}

interface Attempt {
  readonly library: CallLibrary;
  /** From the outermost caller to the call itself. */
  readonly way: readonly Made[];
  /** The place on the way at which the target is named. */
  readonly place: Made;
  /** Guards on the way, from the call outwards. */
  readonly guards: readonly Partial<Guards>[];
}

interface Asked {
  readonly fact: RequestFact;
  /** By which the client or the address is looked up. */
  readonly keys: readonly Term[] | null;
}

const factsAt = (context: RequestContext, { library, way }: Attempt): readonly Asked[] => {
  const { system } = context;
  const made = seenFrom(system.reducer, way);
  const use = made === null ? null : useOf(system.reducer, made);
  const facts = use === null ? null : library.match(use);
  if (use === null || facts === null) return [];
  return ('client' in facts ? [facts] : facts).map((fact) => ({ fact: { ...fact, ...context.ofClient(use.external) }, keys: lookupKeys(system.reducer, [use.external, fact.target.term]) }));
};

const methodText = (method: RequestFact['method'], owner: Owner): string | null => {
  if (method === null || typeof method === 'string') return method;
  const { text } = textOf(method, owner.environment);
  return /^[a-z]+$/i.test(text) ? text.toUpperCase() : null;
};

interface Result extends Asked {
  readonly resolved: Resolved;
  readonly owner: Owner;
  readonly attempt: Attempt;
}

const toCall = (context: RequestContext, { fact, resolved, owner, attempt: { way, place, guards } }: Result): Call => {
  const { reached } = resolved;
  const { file, line, column = 1 } = fact.at ?? { file: place.frame.file.path, line: place.site.line, column: place.site.column };
  const byName = resolved.namedBy === undefined ? [] : [{ file, line, note: `the name of ${resolved.namedBy} says which service; its address is local or not in the code` }];
  return {
    from: owner.service.name, to: reached.kind === 'service' ? reached.service.name : null, toKind: reached.kind,
    file, line, column,
    client: fact.client, method: methodText(fact.method, owner), path: resolved.path,
    ...together([fact, ...guards, context.reachGuards(way[0]?.frame ?? place.frame), context.defaults(owner.service.name, fact.client)]),
    inLoop: resolved.listed !== true && isInLoop(context.system.reducer, way),
    resolvedBy: [...byName, ...resolved.evidence],
    unresolved: reached.kind === 'unknown' ? reached.reason : null,
    handlers: [],
  };
};

const guardsAt = ({ system, guarded }: RequestContext, made: Made): readonly Guards[] => [guardsAround(system.reducer, guarded, made), guardsBehind(system.reducer, made)];

/** Some of the path stands at the place itself; only the host comes from elsewhere, and not by name. */
const namesPath = ({ fact, keys, resolved: { path } }: Result): boolean => keys === null && fact.target.kind === 'url' && /[a-z]/i.test(path?.replaceAll(/\{\}/g, '') ?? '');

interface Followed {
  readonly call: Call;
  /** Only a caller could say whom it reaches, and there is none. */
  readonly open: boolean;
}

/** The calls that one call site comes to: itself, or, where its callers name the target, one for each of them. */
const follow = (context: RequestContext, attempt: Attempt): readonly Followed[] => {
  const { system } = context;
  const { way, place } = attempt;
  const [outermost] = way;
  if (outermost === undefined) return [];
  const results = factsAt(context, attempt).flatMap(({ fact, keys }) => system.owners(place.frame.file.path).flatMap((owner) =>
    resolveTargets(context, fact, owner, keys).map((resolved): Result => ({ fact, keys, owner, attempt, resolved: toldByCaller(system, { fact, owner, way }, resolved) }))));
  const key = enclosingCalled(system.callers, outermost.frame);
  const callers = key === null || way.length >= farthest ? [] : (system.callers.get(key) ?? []);
  if (callers.length > 0 && results.some(({ resolved }) => resolved.calledFor)) {
    const stays = results.some(namesPath);
    const lifted = callers.flatMap((caller) => follow(context, { ...attempt, way: [caller, ...way], place: stays ? place : caller, guards: [...attempt.guards, ...guardsAt(context, caller)] }));
    // Callers that do not tell either prove nothing; then the call itself is the place to look at.
    if (lifted.some(({ call }) => call.unresolved === null)) return lifted.filter(({ call, open }) => !open || call.toKind !== 'unknown');
  }
  // Who asks itself does not depend on another service.
  return results.map((result) => ({ call: toCall(context, result), open: callers.length === 0 && result.resolved.calledFor })).filter(({ call: { from, to } }) => from !== to);
};

/** The object or class among whose methods a call stands; null when it stands in none. */
const clientOf = ({ frame: { file, inside } }: Made): string | null => {
  for (let id: number | null = inside; id !== null && id !== 0; id = file.functions[id]?.parent ?? null) {
    const found = file.functions[id];
    if (found?.class != null) return `${file.path} class ${found.class}`;
    if (isMethodOfResult(file, id)) return `${file.path} function ${found?.parent}`;
  }
  return null;
};

interface Started {
  readonly calls: readonly Followed[];
  readonly client: string | null;
  /** Somebody is seen to use this method of the client. */
  readonly used: boolean;
  /** It stands in a function that its file exports: only an import leads to it. */
  readonly exported: boolean;
}

const isExported = ({ reducer }: System, { frame: { file, inside } }: Made): boolean =>
  [...file.exports.values()].map((value) => reducer.reduce(value, moduleFrame(file))).some((term) => term.kind === 'function' && term.frame.file === file && term.frame.inside === inside);

const start = (context: RequestContext, { library, way, place }: Seed): Started => {
  const calls = follow(context, { library, way, place, guards: way.flatMap((made) => guardsAt(context, made)) });
  const inner = way.at(-1) ?? place;
  const away = calls.some(({ call: { file, line } }) => file !== inner.frame.file.path || line !== inner.site.line);
  return { calls, client: clientOf(inner), used: away, exported: isExported(context.system, inner) };
};

/** Where some methods of a client are seen in use, those that are not have no target, because nobody calls them. */
const withoutUnused = (all: readonly Started[]): readonly Call[] => {
  const inUse = new Set(all.flatMap(({ client, used }) => (used && client !== null ? [client] : [])));
  return all.flatMap(({ calls, client, used }) => calls.filter(({ open }) => used || client === null || !inUse.has(client) || !open)).map(({ call }) => call);
};

/** Only a caller could name the target, and nothing leads to the file that one could call it in: a helper that is left over. */
const withoutLeftOver = (system: System, all: readonly Started[]): readonly Started[] => {
  if (!all.some(({ calls, exported }) => exported && calls.some(({ open }) => open))) return all;
  const ledTo = readLedTo(system);
  return all.map((one) => ({ ...one, calls: one.calls.filter(({ call, open }) => !one.exported || !open || call.toKind !== 'unknown' || ledTo.has(call.file)) }));
};

/** One call that is seen on several ways is guarded where all of them are. */
const distinct = (calls: readonly Call[]): readonly Call[] => {
  const same = Map.groupBy(calls, ({ from, to, client, method, path, file, line, column }) => JSON.stringify([from, to, client, method, path, file, line, column]));
  return [...same.values()].flatMap((group) => group.slice(0, 1).map((one) => ({
    ...one, timeout: group.every(({ timeout }) => timeout), breaker: group.every(({ breaker }) => breaker), retry: group.every(({ retry }) => retry), inLoop: group.some(({ inLoop }) => inLoop),
  })));
};

/** Every synchronous call of the system. */
export const readCalls = (context: RequestContext): readonly Call[] => distinct(withoutUnused(withoutLeftOver(context.system, callSeeds(context.system).map((seed) => start(context, seed)))));

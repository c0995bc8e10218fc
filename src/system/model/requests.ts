import { callLibraries } from '../libraries/calls.ts';
import type { CallLibrary, RequestFact } from '../libraries/library.ts';
import type { Call, Evidence, Guards, Service } from '../model.ts';
import { isLocal, readAddress } from './address.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import type { Reached } from './directory.ts';
import { guardsAround, guardsBehind, together, type Guarded } from './guards.ts';
import { readPattern } from './nest.ts';
import type { Owner, System } from './system.ts';
import type { Made, Term } from './term.ts';
import { textOf, type Text } from './text.ts';
import { useOf } from './use.ts';

const farthest = 7;

/** Who answers messages of a pattern, by the pattern's text. */
export type Answers = (pattern: Term, owner: Owner) => Reached;

export interface RequestContext {
  readonly system: System;
  readonly guarded: Guarded;
  readonly answers: Answers;
  /** What a service gives all calls of a client. */
  readonly defaults: (service: string, client: string) => Partial<Guards>;
  /** Names that services give themselves in a broker. */
  readonly named: ReadonlyMap<string, readonly Service[]>;
}

/** Message clients find the service by what is asked, `users.get`, as Moleculer does. */
const addressee = (name: string): string => name.replace(/^v\d+\./, '').split('.')[0] ?? name;

interface Resolved {
  readonly reached: Reached;
  readonly path: string | null;
  readonly evidence: readonly Evidence[];
  /** The caller says whom it reaches, or which path. */
  readonly calledFor: boolean;
  /** The variable whose name alone says whom it reaches. */
  readonly namedBy?: string;
}

const shortPath = (path: string): string => path.replaceAll(/\/{2,}/g, '/');

const unresolved = (text: Text, reason: string): Resolved => ({ reached: { kind: 'unknown', reason: text.missing[0] ?? reason }, path: null, evidence: text.evidence, calledFor: text.parameters.length > 0 });

/** Variables at the head of an address: `ORDERS_URL` of `${ORDERS_URL}/orders`. */
const variablesOf = (term: Term): readonly string[] => {
  if (term.kind === 'environment') return [term.name];
  if (term.kind === 'either') return term.options.flatMap(variablesOf);
  return term.kind === 'concat' && term.parts[0] !== undefined ? variablesOf(term.parts[0]) : [];
};

/** The service that a variable of the address is named after. */
const namesake = (system: System, term: Term, owner: Owner): { readonly variable: string; readonly service: Service } | null => {
  for (const variable of variablesOf(term)) {
    const service = system.directory.byVariable(variable);
    if (service !== null && service !== owner.service) return { variable, service };
  }
  return null;
};

const resolveUrl = ({ system }: RequestContext, term: Term, owner: Owner): Resolved => {
  const text = textOf(term, owner.environment);
  const address = readAddress(text.text);
  const path = shortPath(address?.path ?? (text.text.replace(/^(?:\{\})+/, '') || '/'));
  const rest = { path, evidence: text.evidence, calledFor: text.parameters.length > 0 && /^(?:\/?\{\})+$/.test(path) };
  // A default port on this machine says less than the name of the variable that it stands in for.
  const named = address === null || isLocal(address) ? namesake(system, term, owner) : null;
  if (named !== null) return { reached: { kind: 'service', service: named.service }, namedBy: named.variable, ...rest };
  return address === null ? unresolved(text, `'${text.text}' names no host`) : { reached: system.directory.byAddress(address), ...rest };
};

const resolve = (context: RequestContext, fact: RequestFact, owner: Owner): Resolved => {
  const { target } = fact;
  if (target.kind === 'url') return resolveUrl(context, target.term, owner);
  const text = readPattern(context.system, target.term, owner);
  if (target.kind === 'message') return { reached: context.answers(target.term, owner), path: text.missing.length > 0 ? null : text.text, evidence: text.evidence, calledFor: text.parameters.length > 0 };
  const name = fact.client === 'moleculer' ? addressee(text.text) : text.text;
  const called = context.named.get(name) ?? [];
  const service = called.find((one) => one === owner.service) ?? called[0] ?? context.system.directory.byName(name);
  const path = fact.path === undefined ? (fact.client === 'moleculer' ? text.text : null) : textOf(fact.path, owner.environment).text;
  return { reached: service === null ? { kind: 'unknown', reason: text.missing[0] ?? `no service of the system is called ${text.text}` } : { kind: 'service', service }, path, evidence: text.evidence, calledFor: text.parameters.length > 0 };
};

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
  const { file } = outermost?.frame ?? { file: { path: '' } };
  const line = outermost?.site.line ?? 1;
  const byName = resolved.namedBy === undefined ? [] : [{ file: file.path, line, note: `the name of ${resolved.namedBy} says which service; its address is local or not in the code` }];
  return {
    from: owner.service.name, to: reached.kind === 'service' ? reached.service.name : null, toKind: reached.kind,
    file: file.path, line, column: outermost?.site.column ?? 1,
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
  const results = facts.flatMap((fact) => owners.map((owner) => ({ fact, owner, resolved: resolve(context, fact, owner), attempt })));
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
    library.modules.flatMap((module) => system.uses.get(module) ?? []).filter((use) => library.match(use) !== null).flatMap((use) => {
      const made: Made = { site: use.site, frame: use.frame };
      return follow(context, { library, way: [made], guards: [guardsAround(system.reducer, guarded, made), guardsBehind(system.reducer, made)] });
    }));
};

import type { RequestFact } from '../libraries/library.ts';
import type { Evidence, Service } from '../model.ts';
import { isLocal, readAddress } from './address.ts';
import type { Answers } from './answers.ts';
import type { Reached } from './directory.ts';
import { alternatives } from './lists.ts';
import { namedAtHead, type Namesake } from './named-around.ts';
import { readPattern } from './nest.ts';
import type { Owner, System } from './system.ts';
import type { Term } from './term.ts';
import { textOf, type Text } from './text.ts';
import type { ProcedureOwner } from './trpc.ts';

/** Whom a request reaches, as far as one service's environment tells. */
export interface Resolved {
  readonly reached: Reached;
  readonly path: string | null;
  readonly evidence: readonly Evidence[];
  /** The caller says whom it reaches, or which path. */
  readonly calledFor: boolean;
  /** The variable, the key or the property whose name alone says whom it reaches. */
  readonly namedBy?: string;
  /** One of several that are written out: a loop over them does not grow with data. */
  readonly listed?: boolean;
}

export interface TargetContext {
  readonly system: System;
  readonly answers: Answers;
  /** Names that services give themselves in a broker. */
  readonly named: ReadonlyMap<string, readonly Service[]>;
  /** Procedures of tRPC and who answers them. */
  readonly procedures: ReadonlyMap<string, readonly ProcedureOwner[]>;
}

/** Message clients find the service by what is asked, `users.get`, as Moleculer does. */
const addressees = (name: string): readonly string[] => {
  const parts = name.replace(/^v\d+\./, '').split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
};

/** A function of a platform is called after its service, the stage and itself: `orders-dev-find`, where the stage may be set from outside. */
const holders = (name: string): readonly string[] => {
  const parts = name.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-')).filter((one) => !one.includes('{}'));
};

/** Names under which the service that is asked for may be known; the longest that somebody has is meant. */
const candidatesFor = (client: string, text: string): readonly string[] => {
  if (client === 'moleculer') return addressees(text);
  return client === 'aws-lambda' ? holders(text) : [text];
};

const shortPath = (path: string): string => path.replaceAll(/\/{2,}/g, '/');

const unresolved = (text: Text, reason: string): Resolved => ({ reached: { kind: 'unknown', reason: text.missing[0] ?? reason }, path: null, evidence: text.evidence, calledFor: text.parameters.length > 0 });

/** A host that is this machine, in front of a port. */
const isLocalHead = (term: Term): boolean => {
  const address = term.kind === 'text' && term.value.endsWith(':') ? readAddress(`${term.value}{}`) : null;
  return address !== null && isLocal(address);
};

/** Variables at the head of an address: `ORDERS_URL` of `${ORDERS_URL}/orders`; on this machine the port is all that tells one from another. */
const variablesOf = (term: Term): readonly string[] => {
  if (term.kind === 'environment') return [term.name];
  if (term.kind === 'either') return term.options.flatMap(variablesOf);
  const [first, second] = term.kind === 'concat' ? term.parts : [];
  if (first === undefined) return [];
  return second !== undefined && isLocalHead(first) ? variablesOf(second) : variablesOf(first);
};

/** The service that a variable of the address is named after. */
const namesake = (system: System, term: Term, owner: Owner): Namesake | null => {
  for (const name of variablesOf(term)) {
    const service = system.directory.byVariable(name);
    if (service !== null && service !== owner.service) return { name, service };
  }
  return null;
};

const byUrl = ({ system }: TargetContext, term: Term, owner: Owner): Resolved => {
  const text = textOf(term, owner.environment);
  const address = readAddress(text.text);
  const path = shortPath(address?.path ?? (text.text.replace(/^(?:\w+:\/\/[^/]*|(?:\{\})+)/, '') || '/'));
  const rest = { path, evidence: text.evidence, calledFor: text.parameters.length > 0 && /^(?:\/?\{\})+$/.test(path) };
  // A port on this machine says less than the name of the variable that it stands in for, and than the names around it.
  const named = address === null || isLocal(address) ? namesake(system, term, owner) : null;
  const around = named === null && address !== null && isLocal(address) ? namedAtHead(system, term, owner.service) : null;
  const called = named ?? around;
  if (called !== null) return { reached: { kind: 'service', service: called.service }, namedBy: called.name, ...rest };
  return address === null ? { ...unresolved(text, `'${text.text}' names no host`), path: /[a-z]/i.test(path.replaceAll('{}', '')) ? path : null } : { reached: system.directory.byAddress(address), ...rest };
};

/** A sidecar of Dapr hands the request on to the application that the path or a header names. */
const bySidecar = ({ system }: TargetContext, { app }: RequestFact, { owner, direct }: { readonly owner: Owner; readonly direct: Resolved }): Resolved => {
  const [, named, behind] = /^\/v1\.0\/invoke\/([^/]+)\/method(\/.*)?$/.exec(direct.path ?? '') ?? [];
  const told = app === undefined ? null : textOf(app, owner.environment);
  const service = system.directory.byName(named ?? told?.text ?? '');
  return service === null ? direct : { ...direct, reached: { kind: 'service', service }, path: behind ?? direct.path, evidence: [...direct.evidence, ...(told?.evidence ?? [])] };
};

/** Who alone answers the procedure, where the address does not tell whom it reaches. */
const byProcedure = ({ procedures }: TargetContext, { procedure }: RequestFact, direct: Resolved): Resolved => {
  const [only, ...others] = direct.reached.kind === 'unknown' && procedure !== undefined ? (procedures.get(procedure) ?? []) : [];
  if (only === undefined || others.length > 0) return direct;
  const { service, ...evidence } = only;
  return { ...direct, reached: { kind: 'service', service }, evidence: [...direct.evidence, evidence], calledFor: false };
};

const byName = (context: TargetContext, { target, client, path }: RequestFact, owner: Owner): Resolved => {
  const text = readPattern(context.system, target.term, owner);
  const names = candidatesFor(client, text.text);
  const called = names.map((name) => context.named.get(name) ?? []).find((all) => all.length > 0) ?? [];
  const service = called.find((one) => one === owner.service) ?? called[0] ?? names.map((name) => context.system.directory.byName(name)).find((one) => one !== null) ?? null;
  const asked = path === undefined ? (client === 'moleculer' ? text.text : null) : textOf(path, owner.environment).text;
  const reached: Reached = service === null ? { kind: 'unknown', reason: text.missing[0] ?? `no service of the system is called ${text.text}` } : { kind: 'service', service };
  return { reached, path: asked, evidence: text.evidence, calledFor: text.parameters.length > 0 };
};

const byMessage = ({ system, answers }: TargetContext, { target: { term }, transport, token }: RequestFact, owner: Owner): Resolved => {
  const text = readPattern(system, term, owner);
  const { reached, evidence } = answers.message({ term, transport: transport ?? null, token: token ?? null }, owner);
  return { reached, path: text.missing.length > 0 ? null : text.text, evidence: [...text.evidence, ...evidence], calledFor: text.parameters.length > 0 };
};

/** By the address, where that is somewhere else than this machine; else by the service of the proto file. */
const byGrpc = (context: TargetContext, fact: RequestFact, owner: Owner): Resolved | null => {
  const { target: { term }, transport, token, address } = fact;
  const asked = fact.path === undefined ? null : textOf(fact.path, owner.environment);
  const method = asked === null || asked.missing.length > 0 ? '*' : asked.text;
  const calledFor = (asked?.parameters.length ?? 0) > 0;
  const { reached, evidence, path, streams, declared } = context.answers.grpc({ term, transport: transport ?? null, token: token ?? null, method }, owner);
  if (streams || (fact.ifDeclared === true && !declared)) return null;
  const there = address === undefined ? null : byUrl(context, address, owner);
  if (there === null || (reached.kind === 'service' && there.reached.kind !== 'service')) return { reached, path, evidence: [...(there?.evidence ?? []), ...evidence], calledFor };
  return { ...there, path, calledFor: calledFor || there.calledFor };
};

/** Whom a request reaches for one of the services that make it; null when nobody waits for one answer. */
const resolveTarget = (context: TargetContext, fact: RequestFact, owner: Owner): Resolved | null => {
  switch (fact.target.kind) {
    case 'url':
      return byProcedure(context, fact, bySidecar(context, fact, { owner, direct: byUrl(context, fact.target.term, owner) }));
    case 'service':
      return byName(context, fact, owner);
    case 'message':
      return byMessage(context, fact, owner);
    case 'grpc':
      return byGrpc(context, fact, owner);
  }
};

/** Whom a key names that the address or the client was looked up by: the service of that name. A key that a caller hands over, the caller tells. */
const byKeys = ({ system }: TargetContext, whole: Resolved, { keys, owner }: { readonly keys: readonly Term[]; readonly owner: Owner }): readonly Resolved[] => {
  const texts = keys.map((key) => textOf(key, owner.environment));
  const calledFor = texts.some(({ parameters }) => parameters.length > 0);
  const named = texts.flatMap(({ text, evidence }): readonly Resolved[] => {
    const service = system.directory.byName(text);
    return service === null ? [] : [{ ...whole, reached: { kind: 'service', service }, namedBy: text, evidence: [...evidence, ...whole.evidence], listed: keys.length > 1 }];
  });
  const reached: Reached = calledFor ? whole.reached : { kind: 'unknown', reason: `no service of the system is called ${texts.map(({ text }) => text).join(', ')}` };
  return named.length > 0 ? named : [{ ...whole, reached, calledFor }];
};

/** A request in a loop over a list that is written out reaches each that the list names. */
export const resolveTargets = (context: TargetContext, fact: RequestFact, owner: Owner, keys: readonly Term[] | null = null): readonly Resolved[] => {
  const whole = resolveTarget(context, fact, owner);
  if (whole === null) return [];
  if (keys !== null && fact.target.kind === 'url' && whole.reached.kind === 'unknown') return byKeys(context, whole, { keys, owner });
  const terms = alternatives(fact.target.term);
  if (whole.reached.kind !== 'unknown' || terms.length < 2) return [whole];
  const each = terms.flatMap((term) => resolveTarget(context, { ...fact, target: { ...fact.target, term } }, owner) ?? []).map((one) => ({ ...one, path: whole.path, listed: true }));
  return each.some(({ reached }) => reached.kind !== 'unknown') ? each : [whole];
};

import type { EventSite, Evidence, Service } from '../model.ts';
import type { Reached } from './directory.ts';
import { protoName, type Implementation } from './grpc.ts';
import { readPattern, type Declared } from './nest.ts';
import { reachable, type Reachable } from './nest-transports.ts';
import type { Owner, System } from './system.ts';
import type { Term } from './term.ts';

/** Who answers, and the places that show it. */
export interface Answer {
  readonly reached: Reached;
  readonly evidence: readonly Evidence[];
}

export interface Answers {
  /** Who answers messages of a pattern. */
  readonly message: (asked: Asked, owner: Owner) => Answer;
  /** Who runs a service of a proto file. */
  readonly grpc: (asked: GrpcAsked, owner: Owner) => GrpcAnswer;
}

interface GrpcAsked extends Asked {
  readonly method: string;
}

export interface GrpcAnswer extends Answer {
  /** As the wire has it: `shop.Orders/Find`. */
  readonly path: string;
  /** Messages flow as long as both want: nobody waits for one answer. */
  readonly streams: boolean;
  /** A proto file of the tree declares the method. */
  readonly declared: boolean;
}

interface Asked {
  readonly term: Term;
  /** `{ transport, options }` of the client that asks; null when it is not seen. */
  readonly transport: Term | null;
  /** The name under which the client that asks is injected; null when it has none. */
  readonly token: Term | null;
}

interface Answerer extends Evidence {
  readonly service: Service;
}

/** All that says who answers. */
interface Heard {
  readonly declared: readonly Declared[];
  readonly implementations: readonly Implementation[];
  readonly events: readonly EventSite[];
}

interface Directory {
  readonly services: readonly Service[];
}

const nowhere: Reachable = { services: [], evidence: [] };

const servicesOf = (found: readonly Answerer[]): readonly Service[] => [...new Set(found.map(({ service }) => service))];

const evidenceOf = (found: readonly Answerer[], service: Service): readonly Evidence[] => found.filter((one) => one.service === service).slice(0, 1).map(({ file, line, note }) => ({ file, line, note }));

/** `ORDERS_SERVICE`, `ordersClient`: a client is named after whom it reaches, which counts where nothing else says it. */
const namesake = (system: System, token: Term | null, owner: Owner): Service | null => {
  if (token?.kind !== 'text') return null;
  const stem = token.value.replace(/[-_ ]?(?:service|client|ms|microservice|svc|package|proxy|grpc|tcp|rmq|queue){1,9}$/gi, '');
  const service = system.directory.byName(stem) ?? system.directory.byName(token.value);
  return service === owner.service ? null : service;
};

const byToken = (system: System, answer: Answer, token: Term | null, owner: Owner): Answer => {
  const service = answer.reached.kind === 'unknown' ? namesake(system, token, owner) : null;
  if (service === null || token?.kind !== 'text') return answer;
  return { reached: { kind: 'service', service }, evidence: [...answer.evidence, { file: token.at.file, line: token.at.line, note: `the client is called ${token.value}` }] };
};

/** One that answers, else one that the client is seen to reach; both together, where several answer. */
const decide = (what: string, answering: readonly Answerer[], { services, evidence }: Reachable): Answer => {
  const all = servicesOf(answering);
  const both = all.filter((one) => services.includes(one));
  const chosen = all.length === 1 ? all : both.length === 1 ? both : all.length === 0 && services.length === 1 ? services : [];
  const [only] = chosen;
  if (only !== undefined) return { reached: { kind: 'service', service: only }, evidence: [...evidence, ...evidenceOf(answering, only)] };
  return { reached: { kind: 'unknown', reason: all.length === 0 ? `nobody is seen to answer ${what}` : `several services answer ${what}` }, evidence };
};

/** Who is heard to consume what is sent, where nobody declares a handler: request and reply over a plain broker. */
const consumersOf = (events: readonly EventSite[], { services }: Directory, channel: string): readonly Answerer[] =>
  events.filter((one) => one.direction === 'consume' && one.channel === channel).flatMap(({ service: name, file, line }) => {
    const service = services.find((one) => one.name === name);
    return service === undefined ? [] : [{ service, file, line, note: `consumes ${channel}` }];
  });

const byMessage = (system: System, { declared, events }: Heard): Answers['message'] => {
  const handlers = declared.filter(({ pattern, event }) => pattern !== null && !event);
  const byPattern = Map.groupBy(handlers, ({ route }) => route.path);
  return ({ term, transport, token }, owner) => {
    const { text, missing } = readPattern(system, term, owner);
    const through = transport === null ? nowhere : reachable(system, transport, owner);
    if (missing.length > 0) return byToken(system, through.services.length === 1 ? decide('the message', [], through) : { reached: { kind: 'unknown', reason: 'the pattern of the message is computed' }, evidence: [] }, token, owner);
    const handling = (byPattern.get(text) ?? []).map(({ owner: { service }, route: { file, line } }): Answerer => ({ service, file, line, note: `answers ${text}` }));
    const heard = handling.length > 0 ? handling : consumersOf(events, { services: system.deployed.map((one) => one.service) }, text);
    return byToken(system, decide(text, heard.filter(({ service }) => service !== owner.service), through), token, owner);
  };
};

const byProto = (system: System, implementations: readonly Implementation[]): Answers['grpc'] => ({ term, transport, token, method }, owner) => {
  const name = protoName(system, term);
  const services = system.protos.filter((one) => one.name === name);
  const asked = services.flatMap((one) => one.methods.filter((other) => other.name.toLowerCase() === method.toLowerCase()).map((other) => ({ ...other, package: one.package })))[0];
  const through = transport === null ? nowhere : reachable(system, transport, owner);
  const answering = implementations.filter((one) => one.proto === name && one.owner.service !== owner.service);
  const running = answering.map(({ owner: { service }, file, line }): Answerer => ({ service, file, line, note: `runs the proto service ${name}` }));
  const pkg = asked?.package ?? services[0]?.package ?? '';
  return {
    ...byToken(system, decide(name ?? 'the proto service', running, through), token, owner),
    declared: asked !== undefined,
    path: `${pkg === '' ? '' : `${pkg}.`}${name ?? '*'}/${asked?.name ?? method}`,
    streams: asked?.streams ?? false,
  };
};

/** Messages and gRPC calls go to the one service, other than the sender, that answers them. */
export const createAnswers = (system: System, heard: Heard): Answers => ({ message: byMessage(system, heard), grpc: byProto(system, heard.implementations) });

/**
 * The architecture model: what a microservice system is, as its own files say.
 * Plain data, sorted, serialisable. Built by `system/model/`, read by rules, `ms graph`, `ms list` and `ms add-*`.
 * Contract: `ms graph --format json` prints the public part of it.
 */

import type { Deployment, VariableUse } from './deployment-model.ts';
import type { Flag, Retry, ServicePart, SharedLibrary, SharedSource, Size, TableUse, Technology } from './shape-model.ts';

/** A place in a file. `file` is relative to the root and uses `/`; `line` and `column` are 1-based. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** A place that helps to prove something, and what it says. */
export interface Evidence extends Site {
  readonly note: string;
}

export type Role = 'business' | 'gateway' | 'worker' | 'ui' | 'infra';

/** A directory that is deployed on its own. */
export interface Service {
  readonly name: string;
  /** Directory, relative to the root; `.` for the root itself. */
  readonly path: string;
  readonly role: Role;
  readonly node: boolean;
  readonly framework: string | null;
  /** Entry files, relative to the root. */
  readonly entries: readonly string[];
  /** Names under which other services reach it: compose service names, container names, Consul names, workspace package names. */
  readonly aliases: readonly string[];
  /** Ports it listens on or is deployed with. */
  readonly ports: readonly number[];
  /** The folder whose package.json or the Dockerfile that it is built and versioned by; services that share one are not built apart. */
  readonly unit: string;
  /** What made us see it, e.g. the compose line. */
  readonly evidence: readonly Evidence[];
}

export interface Guards {
  /** An effective finite bound holds for the call. */
  readonly timeout: boolean;
  readonly breaker: boolean;
  readonly retry: boolean;
}

/** One synchronous call site: a request whose answer is waited for. */
export interface Call extends Guards, Site {
  readonly from: string;
  /** Name of the target service; null when it is no service of the system or not known. */
  readonly to: string | null;
  readonly toKind: 'service' | 'third-party' | 'unknown';
  /** Client library as a reader would name it: `axios`, `fetch`, `nest-http`, … */
  readonly client: string;
  readonly method: string | null;
  readonly path: string | null;
  /** Runs once for each element of a collection: in a loop, or in a function that one calls. */
  readonly inLoop: boolean;
  /** The loop, where it is not around the call itself. */
  readonly loop?: Evidence;
  /** How the target was resolved, nearest first. */
  readonly resolvedBy: readonly Evidence[];
  /** Why the target is not known; null when it is. */
  readonly unresolved: string | null;
  /** What makes the call happen: handlers that reach it, as `Handler.name` has them; [] when none is seen. */
  readonly handlers: readonly string[];
}

/** Where work of a service begins: a route, a consumer, a schedule, the start of the program. */
export interface Handler extends Site {
  readonly service: string;
  readonly kind: 'request' | 'consumer' | 'job' | 'startup';
  /** `GET /orders/:id`, `message users.get`, `consume order.created`; unique in its service. */
  readonly name: string;
}

export interface EventSite extends Site {
  readonly service: string;
  readonly direction: 'publish' | 'consume';
  readonly broker: string;
  readonly channel: string | null;
  /** Of a consumer: when it tells the broker that the message is done with. `auto` before the work, `manual` after it; null where the broker has no such thing. */
  readonly ack: 'auto' | 'manual' | null;
  /** Of a consumer: what becomes of a message whose work fails; null when it is not known. */
  readonly onFailure: 'dead-letter' | 'bounded-retry' | 'requeue' | 'drop' | null;
  /** Of a consumer: the places that show `ack` and `onFailure`. */
  readonly settledBy: readonly Evidence[];
  /** Of a consumer: a platform runs a function for each message, and nothing of the service runs on. */
  readonly byPlatform?: true;
}

export interface Store extends Site {
  readonly service: string;
  readonly engine: string;
  readonly role: 'primary' | 'cache' | 'queue';
  /** `host:port/database[?schema=…]` as deployed; null when it cannot be resolved. */
  readonly identity: string | null;
  readonly resolvedBy: readonly Evidence[];
  /** Why `identity` is null; null when it is known. */
  readonly unresolved: string | null;
}

export interface Route extends Site {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly version: string | null;
  readonly kind: 'http' | 'graphql' | 'grpc' | 'message';
  /** A gateway of the cloud takes the request and runs a function for it. */
  readonly byPlatform?: true;
}

/** A place that says that a service may answer to more than `routes` has: a router that is not read. */
export interface OpenRoutes extends Evidence {
  readonly service: string;
}

/** A runtime import of another service's source. */
export interface CrossImport extends Site {
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
}

/** A literal host of another service in production code. */
export interface LiteralEndpoint extends Site {
  readonly from: string;
  readonly to: string;
  readonly url: string;
  /** True when it is the fallback of an environment variable. */
  readonly fallback: boolean;
  readonly resolvedBy: readonly Evidence[];
}

/** Something a service does once, if at all: starts a tracer, answers health checks, … */
export interface Feature extends Evidence {
  readonly service: string;
  readonly kind: 'tracing' | 'health' | 'metrics' | 'shutdown' | 'versioning' | 'server' | 'structured-log' | 'file-log' | 'outbox';
}

/** One handler that changes its database and then, in the same work, tells somebody else. The site is that of the telling. */
export interface DualWrite extends Site {
  readonly service: string;
  readonly handler: string;
  readonly write: Evidence;
  readonly tells: 'publish' | 'call';
  /** Channel, or service and path. */
  readonly target: string | null;
}

/** A literal address of a database or broker in production code. `url` without its password. */
export interface LiteralConnection extends Site {
  readonly service: string;
  readonly url: string;
  readonly fallback: boolean;
  /** The first call that is given it by its name. */
  readonly usedAt: readonly Evidence[];
}

/** A literal secret; its value is never kept. */
export interface Secret extends Site {
  /** Null for deployment files that belong to no one service. */
  readonly service: string | null;
  /** `JWT secret`, `password`, `private key`. */
  readonly what: string;
  readonly fallback: boolean;
  /** The first call that is given it by its name. */
  readonly usedAt: readonly Evidence[];
}

/** `console.*` in production code of a service: how often, and where first. */
export interface ConsoleUse extends Site {
  readonly service: string;
  readonly count: number;
  /** The files with most of the calls, the first call of each. */
  readonly most: readonly Evidence[];
}

/** A service that the team names itself, in place of what the analyzer would see in its folder. */
export interface DeclaredService {
  readonly name: string;
  /** Relative to the root. */
  readonly path: string;
  /** Null when the analyzer shall tell. */
  readonly role: Role | null;
}

/** What a team declared in `ms.config.ts`; null where it declared nothing. */
export interface Declared {
  /** Service -> services that it may depend on. */
  readonly dependencies: Readonly<Record<string, readonly string[]>> | null;
  readonly services?: readonly DeclaredService[];
}

/** What was seen and what was passed over, so that a report never looks greener than it is. */
export interface Coverage {
  readonly files: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface Model {
  readonly services: readonly Service[];
  readonly calls: readonly Call[];
  readonly events: readonly EventSite[];
  readonly stores: readonly Store[];
  readonly routes: readonly Route[];
  readonly openRoutes: readonly OpenRoutes[];
  readonly imports: readonly CrossImport[];
  readonly literals: readonly LiteralEndpoint[];
  readonly features: readonly Feature[];
  readonly handlers: readonly Handler[];
  readonly tables: readonly TableUse[];
  readonly dualWrites: readonly DualWrite[];
  readonly retries: readonly Retry[];
  readonly sharedSources: readonly SharedSource[];
  readonly libraries: readonly SharedLibrary[];
  readonly variables: readonly VariableUse[];
  readonly connections: readonly LiteralConnection[];
  readonly secrets: readonly Secret[];
  readonly consoles: readonly ConsoleUse[];
  readonly sizes: readonly Size[];
  readonly technologies: readonly Technology[];
  readonly flags: readonly Flag[];
  readonly parts: readonly ServicePart[];
  readonly deployment: Deployment;
  readonly declared: Declared;
  readonly coverage: Coverage;
}

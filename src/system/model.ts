/**
 * The architecture model: what a microservice system is, as its own files say.
 * Plain data, sorted, serialisable. Built by `system/model/`, read by rules, `ms graph`, `ms list` and `ms add-*`.
 * Contract: `ms graph --format json` prints the public part of it.
 */

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
  readonly inLoop: boolean;
  /** How the target was resolved, nearest first. */
  readonly resolvedBy: readonly Evidence[];
  /** Why the target is not known; null when it is. */
  readonly unresolved: string | null;
}

export interface EventSite extends Site {
  readonly service: string;
  readonly direction: 'publish' | 'consume';
  readonly broker: string;
  readonly channel: string | null;
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
  readonly kind: 'tracing' | 'health' | 'metrics' | 'shutdown' | 'versioning';
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
  readonly imports: readonly CrossImport[];
  readonly literals: readonly LiteralEndpoint[];
  readonly features: readonly Feature[];
  readonly coverage: Coverage;
}

import type { Evidence, Site } from './model.ts';

/** The part of the model that says what services are made of and share. */

/** A table or collection that a service names on one of its databases. */
export interface TableUse extends Site {
  readonly service: string;
  readonly engine: string;
  /** As `Store.identity`. */
  readonly identity: string | null;
  /** Lower case, without schema and quotes. */
  readonly table: string;
}

/** Something is tried again. */
export interface Retry extends Site {
  readonly service: string;
  /** `p-retry`, `axios-retry`, `a loop`. */
  readonly by: string;
  /** Has a maximum; null when that is not known. */
  readonly bounded: boolean | null;
  /** Waits between the attempts, longer each time or at least at all. */
  readonly backoff: boolean | null;
  /** HTTP method of what is retried; null when it is none or not known. */
  readonly method: string | null;
  readonly idempotencyKey: boolean;
}

/** A source file outside the folders of the services whose code reaches it. */
export interface SharedSource {
  readonly file: string;
  /** Sorted. */
  readonly services: readonly string[];
}

/** An internal package that services share, and what of a domain it holds; one that holds nothing of it is not here. */
export interface SharedLibrary extends Site {
  readonly name: string;
  readonly path: string;
  readonly users: readonly string[];
  readonly holds: readonly Evidence[];
}

export interface Size extends Site {
  readonly service: string;
  readonly files: number;
  /** Lines that are neither empty nor comments. */
  readonly lines: number;
}

/** Something that a service is made with, for the question whether there are too many of a kind. */
export interface Technology extends Site {
  readonly service: string;
  readonly kind: 'language' | 'web-framework' | 'http-client' | 'orm' | 'broker' | 'engine';
  readonly name: string;
}

/** A feature flag, where it is declared. */
export interface Flag extends Site {
  /** Null for rules that belong to no one service. */
  readonly service: string | null;
  readonly name: string;
  /** By the chassis' `defineFlags`, or only by an entry of a file of rules. */
  readonly declaredIn: 'code' | 'rules';
  /** Days, as YYYY-MM-DD; null where nobody says. */
  readonly since: string | null;
  readonly expires: string | null;
  /** Places that ask for it by its name. */
  readonly reads: readonly Site[];
  /** Whether `reads` are all: others ask by names that code puts together, or may ask where we do not see. */
  readonly readers: 'known' | 'by computed names' | 'elsewhere';
}

/** Something that a service on the chassis keeps or runs, under a name of its own. The site is where it is defined. */
export interface ServicePart extends Site {
  readonly service: string;
  readonly kind: 'aggregate' | 'projection' | 'saga';
  readonly name: string;
}

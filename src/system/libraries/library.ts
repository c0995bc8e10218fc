import type { External, Term } from '../model/term.ts';
import type { Use } from '../model/use.ts';
import type { EventSite, Feature, Guards, Site } from '../model.ts';

export const unguarded: Guards = { timeout: false, breaker: false, retry: false };
export const allGuards: Guards = { timeout: true, breaker: true, retry: true };

/** A request whose answer is waited for, as one library makes it. */
export interface RequestFact extends Partial<Guards> {
  readonly client: string;
  /** Whom it reaches: a URL, the name of a service, a message that somebody answers, or a service of a proto file that somebody runs. */
  readonly target: { readonly kind: 'url' | 'service' | 'message' | 'grpc'; readonly term: Term };
  /** `{ transport, options }` of a Nest client: its queue, address or proto package. */
  readonly transport?: Term;
  /** It is a call only if a proto file of the tree declares what is asked for. */
  readonly ifDeclared?: boolean;
  /** The name under which the client is injected. */
  readonly token?: Term;
  /** Where the target is named, when that is not the call: an entry of a list that is registered as a whole. */
  readonly at?: Site;
  /** The application that a header names, whatever the URL says. */
  readonly app?: Term;
  /** Where a gRPC client connects to. */
  readonly address?: Term;
  readonly method: Term | string | null;
  /** The procedure that is asked for: who alone has one of the name answers, where the address does not tell. */
  readonly procedure?: string;
  /** Set when `target` does not hold the path. */
  readonly path?: Term;
}

/** One client library. Adding one is one file, one test, and a line in `calls.ts`. */
export interface CallLibrary {
  readonly name: string;
  /** Packages it is imported from; `global` is the language itself, `*` any package. */
  readonly modules: readonly string[];
  readonly match: (use: Use) => RequestFact | readonly RequestFact[] | null;
}

export interface StoreFact {
  readonly engine: string;
  readonly role: 'primary' | 'cache' | 'queue';
  /** A connection string … */
  readonly url?: Term;
  /** … or its parts. */
  readonly host?: Term;
  readonly port?: Term;
  readonly database?: Term;
  readonly schema?: Term;
  /** The client is asked for a database by name; one that the URL names counts before it. */
  readonly namedLater?: true;
}

export interface ConnectionLibrary {
  readonly name: string;
  readonly modules: readonly string[];
  readonly match: (use: Use) => StoreFact | null;
}

export interface EventFact {
  readonly direction: EventSite['direction'];
  readonly broker: string;
  /** A text, or an object where the library compares objects. */
  readonly channel: Term;
  /** What the message says it is, in an attribute: the channel where nobody knows which topic it goes to. */
  readonly said?: Term;
  /** The library has further calls that hand over the work, `consumer.run(…)`: their names. */
  readonly worksIn?: RegExp;
  /** As `EventSite` has them; left out where the broker has no such thing or the work itself has to be looked at. */
  readonly ack?: EventSite['ack'];
  readonly onFailure?: EventSite['onFailure'];
  /** The consumer settles each message by a call of its own. */
  readonly settled?: Settled;
}

/** How work of a consumer says what becomes of a message: names of methods. */
export interface Settled {
  readonly done: RegExp;
  /** Gives the message back; which argument says whether it is to come again, and what holds when nothing does. */
  readonly failed: RegExp;
  readonly requeueArgument: Readonly<Record<string, number>>;
  /** Where the message goes that is given back and not to come again, or that nobody settles. */
  readonly discarded: EventSite['onFailure'];
  readonly unsettled: EventSite['onFailure'];
}

export interface EventLibrary {
  readonly name: string;
  readonly modules: readonly string[];
  readonly match: (use: Use) => EventFact | readonly EventFact[] | null;
}

/** Something that a service does once and for all, and what of a library shows it. */
export interface FeatureLibrary {
  readonly kind: Feature['kind'];
  /** Packages whose import alone shows it. */
  readonly imported?: RegExp;
  /** Methods whose call shows it, whatever they are called on. */
  readonly methods?: readonly string[];
  /** Symbols whose call shows it. A system has far fewer symbols than calls, so these are looked at first. */
  readonly called?: RegExp;
  /** What must hold of a call that `called` names. */
  readonly match?: (use: Use) => boolean;
  /** What a reader sees there; it follows the name of the package or method. */
  readonly note: string;
}

/** A table or collection, as one library names it. */
export interface TableFact {
  readonly family: 'sql' | 'document';
  readonly name: Term;
  /** Namespace of the table in its database, where the code gives one. */
  readonly schema?: Term;
  /** The database itself, where it is chosen after the connection. */
  readonly database?: Term;
}

/** A class that may be mapped to a table. */
export interface MappedClass {
  readonly name: string;
  readonly decorators: readonly Use[];
  /** What it extends, when that comes from a package. */
  readonly parent: External | null;
  /** A static property, such as Objection's `tableName`; `unknown` when there is none. */
  readonly staticProperty: (name: string) => Term;
}

/** How one library maps classes to tables, or names tables in calls. */
export interface TableLibrary {
  readonly name: string;
  readonly modules: readonly string[];
  readonly match?: (use: Use) => TableFact | readonly TableFact[] | null;
  readonly mapped?: (found: MappedClass) => TableFact | null;
}

/** How one library tries again; null is what the code does not tell. */
export interface RetryFact {
  readonly bounded: boolean | null;
  readonly backoff: boolean | null;
}

export interface RetryLibrary {
  readonly name: string;
  readonly modules: readonly string[];
  readonly match: (use: Use) => RetryFact | null;
}

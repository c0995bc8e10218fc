import type { TextFact } from '../facts/file-facts.ts';
import type { Service } from '../model.ts';
import { readAddress } from './address.ts';
import type { System } from './system.ts';
import type { Term } from './term.ts';

export interface Namesake {
  readonly name: string;
  readonly service: Service;
}

/** Which of several addresses it is, and what for. */
const whichOne = /^(?:dev(?:elopment)?|local|docker|prod(?:uction)?|staging|test|default|https?|rest|options|config)$/i;

/** What a setting is, behind the name of whom it is about: `ordersServiceUrl`, `stock_host`. */
const behind = /_?(?:base|root)?_?(?:urls?|uris?|hosts?|hostnames?|endpoints?|addr(?:ess)?|origin|api|services?|svc|ms|client|target|server)$/i;

const stemOf = (name: string): string => {
  const stem = name.replace(behind, '');
  return stem === name || stem === '' ? stem : stemOf(stem);
};

/** `users` is where `user` answers, and the other way round. */
const otherNumber = (stem: string): string => (/[^s]s$/i.test(stem) ? stem.slice(0, -1) : `${stem}s`);

/** `this.ordersUrl` is `ordersUrl`; a call says what is done with an address, not whose it is. */
const words = ({ within, argument }: TextFact): readonly string[] =>
  within.slice(argument === null ? 0 : 1).flatMap((name) => /^(?:this\.)?([A-Za-z_$][\w$-]*)$/.exec(name)?.[1] ?? []);

/** A container of somebody else's program publishes the port that the address names: `authUrl` may well be that of Keycloak. */
const isOfContainer = ({ infrastructure }: System, text: string): boolean => {
  const port = readAddress(text)?.port ?? null;
  return port !== null && infrastructure.some(({ ports }) => ports.some(({ host }) => host === port));
};

/** The service that the names around a literal speak of, `orders: { url: 'http://localhost:3001' }`; the nearest counts. */
export const namedAround = (system: System, fact: TextFact, but: Service): Namesake | null => {
  const { directory } = system;
  if (isOfContainer(system, fact.text)) return null;
  for (const name of words(fact)) {
    const stem = stemOf(name);
    if (stem === '' || whichOne.test(stem)) continue;
    const service = directory.byName(stem) ?? directory.byName(otherNumber(stem));
    // What stands further out speaks of more than this address.
    return service === null || service === but ? null : { name, service };
  }
  return null;
};

/** The literal that an address begins with. */
const headOf = (term: Term): Extract<Term, { kind: 'text' }> | null => {
  if (term.kind === 'text') return term;
  if (term.kind === 'either') return term.options.map(headOf).find((one) => one !== null) ?? null;
  return term.kind === 'concat' && term.parts[0] !== undefined ? headOf(term.parts[0]) : null;
};

/** The service that the names around the literal head of an address speak of. */
export const namedAtHead = (system: System, term: Term, but: Service): Namesake | null => {
  const head = headOf(term);
  const facts = head === null ? [] : (system.reducer.program.files.get(head.at.file)?.texts ?? []);
  const fact = facts.find(({ line, text }) => head !== null && line === head.at.line && text.startsWith(head.value));
  return fact === undefined ? null : namedAround(system, fact, but);
};

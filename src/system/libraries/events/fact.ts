import { nothingKnown, type Term } from '../../model/term.ts';
import { saysWhat } from '../../model/said.ts';
import { argument, entriesOf, isSet, property, type Use } from '../../model/use.ts';
import type { EventFact } from '../library.ts';

/** The method that is called, or the name of the class that is made. */
export const methodOf = ({ external }: Use): string => /(?<![\w$])([\w$]+)$/.exec(external.path)?.[1] ?? '';

export const publish = (broker: string, channel: Term): EventFact => ({ direction: 'publish', broker, channel });

export const consume = (broker: string, channel: Term, more: Partial<EventFact> = {}): EventFact => ({ direction: 'consume', broker, channel, ...more });

/** A property of the first argument that says something, under the first of its names that is set. */
export const option = (use: Use, of: Term, names: readonly string[]): Term => {
  const name = names.find((one) => isSet(use.reducer, of, one));
  return name === undefined ? nothingKnown('it is not set') : property(use.reducer, of, name);
};

export const isOn = (term: Term): boolean | null => (term.kind === 'flag' ? term.value : null);

const given = (term: Term): boolean => term.kind !== 'unknown' && !(term.kind === 'text' && term.value === '') && !(term.kind === 'flag');

/** The narrowest name that is given: the routing key, else the exchange. */
export const narrowest = (...terms: readonly Term[]): Term => terms.find(given) ?? terms[0] ?? nothingKnown('nothing names it');

/** The call on the way to the object whose name matches: the `new Queue(…)` behind `queue.add`. */
export const maker = (use: Use, name: RegExp): Use | null => {
  const made = use.external.made.findLast(({ site: { callee } }) => name.test(callee.kind === 'member' || callee.kind === 'reference' ? callee.name : ''));
  return made === undefined ? null : { ...use, site: made.site, frame: made.frame };
};

/** What the maker of the object was told first. */
export const toldMaker = (use: Use, name: RegExp, index = 0): Term => {
  const made = maker(use, name);
  return made === null ? nothingKnown('it is made elsewhere') : argument(made, index);
};

/** The attribute of a message that says what it is: `{ eventType: { StringValue: 'order.made' } }`. */
export const saidIn = (use: Use, attributes: Term, ...inside: readonly string[]): Pick<EventFact, 'said'> => {
  const found = entriesOf(use.reducer, attributes).find(([name]) => saysWhat.test(name));
  return found === undefined ? {} : { said: inside.reduce((of, name) => property(use.reducer, of, name), found[1]) };
};

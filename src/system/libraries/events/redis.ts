import { nothingKnown, type Term } from '../../model/term.ts';
import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, publish } from './fact.ts';

const listed = (use: Use, first: Term): readonly Term[] => {
  if (first.kind === 'array') return itemsOf(use.reducer, first);
  if (use.external.module !== 'ioredis') return [first];
  return [first, ...use.site.args.slice(1).map((_, index) => argument(use, index + 1)).filter(({ kind }) => kind !== 'function' && kind !== 'unknown')];
};

/** What follows `STREAMS`, or the key of the first stream of an object. */
const readStream = (use: Use): Term => {
  const words = use.site.args.map((_, index) => argument(use, index));
  const after = words.findIndex((word) => word.kind === 'text' && word.value.toUpperCase() === 'STREAMS');
  const streams = words.find(({ kind }) => kind === 'object');
  return after >= 0 ? (words[after + 1] ?? nothingKnown('no stream follows')) : streams === undefined ? nothingKnown('the stream is computed') : property(use.reducer, streams, 'key');
};

/** Redis as a broker, with either client: publish and subscribe, and streams. */
export const redisEvents: EventLibrary = {
  name: 'redis',
  modules: ['redis', 'ioredis', '@redis/client'],
  match: (use) => {
    const name = methodOf(use).toLowerCase();
    if (name === 'publish' || name === 'spublish' || name === 'xadd') return publish('redis', argument(use, 0));
    if (/^[ps]?subscribe$/.test(name)) return listed(use, argument(use, 0)).map((one) => consume('redis', one, { worksIn: /^on$/ }));
    return /^xread(?:group)?$/.test(name) ? consume('redis', readStream(use)) : null;
  },
};

import type { CallSite } from '../../facts/file-facts.ts';
import { nothingKnown, type Frame, type Term } from '../../model/term.ts';
import { argument, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary, Settled } from '../library.ts';
import { consume } from './fact.ts';

/** Of a JetStream message: `ack()`, `nak()`, `term()`. */
export const streamSettles: Settled = { done: /^ack(?:Ack)?$/, failed: /^(?:nak|term)$/, requeueArgument: {}, discarded: 'requeue', unsettled: 'requeue' };

/** What is told to a manager of streams somewhere in the program: `jsm.streams.add({ name, subjects })`. */
const told = (use: Use, of: 'streams' | 'consumers'): readonly Pick<Use, 'site' | 'frame' | 'reducer'>[] => {
  const isOne = ({ callee }: CallSite): boolean => callee.kind === 'member' && /^(?:add|update)$/.test(callee.name) && callee.of.kind === 'member' && callee.of.name === of;
  return [...use.reducer.program.files.values()].flatMap((file) => file.calls.filter(isOne).map((site) => {
    const frame: Frame = { file, inside: site.inside, self: null, bound: null };
    return { site, frame, reducer: use.reducer };
  }));
};

const textIn = (term: Term): string | null => (term.kind === 'text' ? term.value : null);

/** Subjects that a consumer keeps to, else those that its stream takes; `*` stands for one level and `>` for all below. */
const subjectsOf = (use: Use, stream: string, options: Term | null): readonly Term[] => {
  const { reducer } = use;
  const kept = options === null ? [] : [property(reducer, options, 'filter_subject'), ...itemsOf(reducer, property(reducer, options, 'filter_subjects'))].filter(({ kind }) => kind !== 'unknown');
  if (kept.length > 0) return kept;
  const own = told(use, 'streams').find((one) => textIn(property(reducer, argument(one, 0), 'name')) === stream);
  return own === undefined ? [] : itemsOf(reducer, property(reducer, argument(own, 0), 'subjects'));
};

/** `js.consumers.get('ORDERS', 'billing')`: a consumer of a stream, which is then asked for messages. */
const pulled = (use: Use): readonly EventFact[] => {
  const [stream, name] = [textIn(argument(use, 0)), textIn(argument(use, 1))];
  const named = stream === null ? undefined : told(use, 'consumers').find((one) => textIn(argument(one, 0)) === stream && [property(use.reducer, argument(one, 1), 'durable_name'), property(use.reducer, argument(one, 1), 'name')].some((term) => name !== null && textIn(term) === name));
  const options = named === undefined ? null : argument(named, 1);
  const isBounded = options !== null && isSet(use.reducer, options, 'max_deliver');
  const subjects = stream === null ? [] : subjectsOf(use, stream, options);
  const channels = subjects.length > 0 ? subjects : [nothingKnown('what the stream takes is told nowhere')];
  return channels.map((channel) => consume('nats', channel, { worksIn: /^(?:consume|fetch|next)$/, ack: 'manual', ...(isBounded ? { onFailure: 'bounded-retry' } : { settled: streamSettles }) }));
};

/** Consumers that pull from a JetStream. */
export const jetstreamEvents: EventLibrary = {
  name: 'jetstream',
  modules: ['nats', '@nats-io/jetstream', '@nats-io/transport-node'],
  match: (use) => (/(?:jetstream\(\)|JetStreamClient#)\.consumers\.get$/.test(use.external.path) ? pulled(use) : null),
};

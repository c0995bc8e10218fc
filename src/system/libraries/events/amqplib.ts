import type { CallSite } from '../../facts/file-facts.ts';
import { sameWords } from '../../model/same-words.ts';
import type { Term } from '../../model/term.ts';
import { argument, isSet, property, type Use } from '../../model/use.ts';
import type { EventFact, EventLibrary, Settled } from '../library.ts';
import { consume, isOn, methodOf, publish } from './fact.ts';

const isMethod = (name: string) => ({ callee }: CallSite): boolean => callee.kind === 'member' && callee.name === name;

const at = (use: Use, site: CallSite): Use => ({ ...use, site, frame: { ...use.frame, inside: site.inside } });

/** Calls of the file that speak of the consumed queue: those that name it, else those beside the consumer. */
const about = (use: Use, method: string): readonly CallSite[] => {
  const all = use.frame.file.calls.filter(isMethod(method));
  const named = all.filter(({ args }) => sameWords(args[0], use.site.args[0]));
  if (named.length > 0) return named;
  const beside = all.filter(({ inside }) => inside === use.site.inside);
  return beside.length === 1 || all.length > 1 ? beside.slice(0, 1) : all;
};

/** The routing key, or the exchange where there is none or it is empty. */
const routed = (use: Use, exchange: number): Term => {
  const key = argument(use, exchange + 1);
  return use.site.args.length <= exchange + 1 || (key.kind === 'text' && key.value === '') ? argument(use, exchange) : key;
};

/** What the consumed queue is bound to: by key, or by exchange where the key is empty. */
const boundChannels = (use: Use): readonly Term[] => about(use, 'bindQueue').filter(({ args }) => args.length >= 2).map((binding) => routed(at(use, binding), 1));

const declarations = (use: Use): readonly CallSite[] => {
  const named = about(use, 'assertQueue');
  const held = use.site.args[0];
  if (held?.kind !== 'member' || held.of.kind !== 'reference') return named;
  const local = use.frame.file.functions[use.site.inside]?.locals.get(held.of.name);
  const made = local?.kind === 'call' ? use.frame.file.calls[local.call] : undefined;
  return made === undefined ? named : [made];
};

/** Rejected messages of the queue go somewhere: to a dead-letter exchange that it was declared with. */
const hasDeadLetters = (use: Use): boolean =>
  declarations(use).some((site) => {
    const options = argument(at(use, site), 1);
    const rest = property(use.reducer, options, 'arguments');
    return isSet(use.reducer, options, 'deadLetterExchange') || isSet(use.reducer, rest, 'x-dead-letter-exchange') || isSet(use.reducer, options, 'deadLetterRoutingKey');
  });

/** Of a channel: `ack(message)`, `nack(message, allUpTo, requeue = true)`, `reject(message, requeue = true)`. */
export const channelSettles = (discarded: Settled['discarded']): Settled => ({
  done: /^ack(?:All)?$/, failed: /^(?:nack|reject|nackAll)$/, requeueArgument: { nack: 2, reject: 1, nackAll: 0 }, discarded, unsettled: 'requeue',
});

/** A question that says where its answer goes is a call, and what goes there is its answer. */
const isAsking = (use: Use, options: Term): boolean => isSet(use.reducer, options, 'replyTo') || use.site.args.slice(0, 2).some((arg) => arg.kind === 'member' && arg.name === 'replyTo');

/** A queue of this connection alone, without a name, that nothing is bound to: only answers come to it. */
const isForAnswers = (use: Use): boolean => {
  const queue = argument(use, 0);
  const made = queue.kind === 'external' && queue.path.endsWith('.assertQueue().queue') ? queue.made.at(-1) : undefined;
  const [name] = made?.site.args ?? [];
  return made !== undefined && name?.kind === 'literal' && name.value === '' && isOn(property(use.reducer, argument({ ...made, reducer: use.reducer }, 1), 'exclusive')) === true;
};

/** amqplib: a channel publishes to an exchange by key, or to a queue; it consumes a queue. */
export const amqplibEvents: EventLibrary = {
  name: 'amqplib',
  modules: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
  match: (use) => {
    const name = methodOf(use);
    if (name === 'publish') return isAsking(use, argument(use, 3)) ? null : publish('rabbitmq', routed(use, 0));
    if (name === 'sendToQueue') return isAsking(use, argument(use, 2)) ? null : publish('rabbitmq', argument(use, 0));
    if (name !== 'consume') return null;
    const options = argument(use, 2);
    const automatic = isOn(property(use.reducer, options, 'noAck')) === true;
    const bound = boundChannels(use);
    if (bound.length === 0 && isForAnswers(use)) return null;
    const how: Partial<EventFact> = automatic ? { ack: 'auto' } : { ack: 'manual', settled: channelSettles(hasDeadLetters(use) ? 'dead-letter' : 'drop') };
    return (bound.length === 0 ? [argument(use, 0)] : bound).map((channel) => consume('rabbitmq', channel, how));
  },
};

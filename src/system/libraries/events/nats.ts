import { argument, isSet, property, type Use } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, isOn, methodOf, publish } from './fact.ts';
import { streamSettles } from './jetstream.ts';

const isBounded = (use: Use): boolean => [0, 1, 2].some((index) => {
  const options = argument(use, index);
  return ['max_deliver', 'maxDeliver'].some((name) => isSet(use.reducer, options, name) || isSet(use.reducer, property(use.reducer, options, 'config'), name));
});

/** nats: subjects of a connection have no acknowledgement, those of a JetStream do. */
export const natsEvents: EventLibrary = {
  name: 'nats',
  modules: ['nats', '@nats-io/transport-node', '@nats-io/nats-core', '@nats-io/jetstream'],
  match: (use) => {
    const name = methodOf(use);
    const isStream = /jetstream\(\)|JetStreamClient#/.test(use.external.path);
    if (name === 'publish') return publish('nats', argument(use, 0));
    if (name !== 'subscribe') return null;
    return consume('nats', argument(use, 0), isStream ? { ack: 'manual', ...(isBounded(use) ? { onFailure: 'bounded-retry' } : { settled: streamSettles }) } : {});
  },
};

/** Whether the options of a subscription say that messages are acknowledged by hand: `stan.subscriptionOptions().setManualAckMode(true)`. */
const isManual = (use: Use, index: number): boolean => {
  const options = argument(use, index);
  return options.kind === 'external' && options.made.some(({ site, frame }) => site.callee.kind === 'member' && site.callee.name === 'setManualAckMode' && isOn(argument({ site, frame, reducer: use.reducer }, 0)) !== false);
};

/** node-nats-streaming: what is not acknowledged in time comes again, without end. */
export const stanEvents: EventLibrary = {
  name: 'node-nats-streaming',
  modules: ['node-nats-streaming'],
  match: (use) => {
    const name = methodOf(use);
    if (name === 'publish') return publish('nats', argument(use, 0));
    if (name !== 'subscribe') return null;
    const manual = [1, 2].some((index) => isManual(use, index));
    return consume('nats', argument(use, 0), { worksIn: /^on$/, ack: manual ? 'manual' : 'auto', ...(manual ? { onFailure: 'requeue' } : {}) });
  },
};

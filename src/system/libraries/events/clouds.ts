import { argument, isSet, property, type Use } from '../../model/use.ts';
import type { Term } from '../../model/term.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, publish, saidIn, toldMaker } from './fact.ts';

/** Google Pub/Sub: `topic(name).publishMessage()`, `subscription(name).on('message')`. */
export const pubsubEvents: EventLibrary = {
  name: 'google-pubsub',
  modules: ['@google-cloud/pubsub'],
  match: (use) => {
    const name = methodOf(use);
    if (/^(?:publishMessage|publish|publishJSON)$/.test(name)) return { ...publish('pubsub', toldMaker(use, /^topic$/)), ...saidIn(use, name === 'publishMessage' ? property(use.reducer, argument(use, 0), 'attributes') : argument(use, 1)) };
    const event = argument(use, 0);
    return name === 'on' && event.kind === 'text' && event.value === 'message' ? consume('pubsub', toldMaker(use, /^subscription$/), { ack: 'manual' }) : null;
  },
};

/** `{ subject: 'order.made' }`, or a property of the application's own. */
const labelled = (use: Use): ReturnType<typeof saidIn> => {
  const message = argument(use, 0);
  return isSet(use.reducer, message, 'subject') ? { said: property(use.reducer, message, 'subject') } : saidIn(use, property(use.reducer, message, 'applicationProperties'));
};

const receives = (use: Use): Term => toldMaker(use, /^createReceiver$/);

/** Azure Service Bus: a message that fails ten times goes to the dead letters by itself; without a lock it is gone once it is read. */
export const serviceBusEvents: EventLibrary = {
  name: 'azure-service-bus',
  modules: ['@azure/service-bus'],
  match: (use) => {
    const name = methodOf(use);
    if (/createSender\(\)\.(?:sendMessages|scheduleMessages)$|ServiceBusSender#\.sendMessages$/.test(use.external.path)) return { ...publish('servicebus', toldMaker(use, /^createSender$/)), ...labelled(use) };
    return /Receiver(?:\(\)|#)\.(?:subscribe|receiveMessages)$/.test(use.external.path) && /^(?:subscribe|receiveMessages)$/.test(name) ? consume('servicebus', receives(use), { ack: 'manual', onFailure: 'dead-letter' }) : null;
  },
};

/** Azure Event Hubs. */
export const eventHubsEvents: EventLibrary = {
  name: 'azure-event-hubs',
  modules: ['@azure/event-hubs'],
  match: (use) => {
    if (use.external.path.endsWith('EventHubProducerClient#.sendBatch')) return publish('eventhubs', toldMaker(use, /^EventHubProducerClient$/, 1));
    return use.external.path.endsWith('EventHubConsumerClient#.subscribe') ? consume('eventhubs', toldMaker(use, /^EventHubConsumerClient$/, 2)) : null;
  },
};

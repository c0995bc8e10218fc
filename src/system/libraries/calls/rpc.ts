import { boundsWhatItRuns } from '../../model/own-timeouts.ts';
import { argument, isSet, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds } from './http.ts';

/** golevelup: `amqp.request({ exchange, routingKey })` waits for who answers the key. It gives up after 10 s by itself. */
export const golevelupCalls: CallLibrary = {
  name: 'golevelup-rpc',
  modules: ['@golevelup/nestjs-rabbitmq'],
  match: (use) => (/^\.AmqpConnection#\.request$/.test(use.external.path) ? { client: 'rabbitmq-rpc', target: { kind: 'message', term: property(use.reducer, argument(use, 0), 'routingKey') }, method: null, timeout: true } : null),
};

/** NATS: `connection.request(subject, data, { timeout })`; without the option it waits for a second. */
export const natsCalls: CallLibrary = {
  name: 'nats-request',
  modules: ['nats', '@nats-io/transport-node', '@nats-io/nats-core'],
  match: (use) => (/\.(?:request|requestMany)$/.test(use.external.path) ? { client: 'nats-request', target: { kind: 'message', term: argument(use, 0) }, method: null, timeout: true } : null),
};

/** amqplib: a message that says where the answer goes, `sendToQueue(queue, data, { replyTo, correlationId })`. The wait for it may be another promise of the same function. */
export const amqplibCalls: CallLibrary = {
  name: 'amqplib-rpc',
  modules: ['amqplib', 'amqplib/callback_api', 'amqp-connection-manager'],
  match: (use) => {
    const [, name] = /\.(sendToQueue|publish)$/.exec(use.external.path) ?? [];
    const options = argument(use, name === 'publish' ? 3 : 2);
    if (name === undefined || !isSet(use.reducer, options, 'replyTo')) return null;
    return { client: 'rabbitmq-rpc', target: { kind: 'message', term: argument(use, name === 'publish' ? 1 : 0) }, method: null, timeout: bounds(use, options, ['expiration']) || boundsWhatItRuns({ ...use.frame, inside: use.site.inside }) };
  },
};

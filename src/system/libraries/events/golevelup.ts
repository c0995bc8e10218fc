import type { Term } from '../../model/term.ts';
import { argument, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { EventSite } from '../../model.ts';
import { once } from '../../once.ts';
import { told } from '../connections/options.ts';
import type { EventFact, EventLibrary } from '../library.ts';
import { consume, narrowest, publish } from './fact.ts';

const settings = ['defaultSubscribeErrorBehavior', 'defaultRpcErrorBehavior', 'defaultSubscribeErrorHandler', 'defaultRpcErrorHandler'];

/** Some module of the tree says for all its handlers what becomes of what fails. */
const isSetForAll = once((reducer: Use['reducer']): boolean => [...reducer.program.files.values()].some((file) => file.calls.some((site) => {
    const isModule = site.callee.kind === 'member' && /^forRoot(?:Async)?$/.test(site.callee.name) && site.callee.of.kind === 'reference' && site.callee.of.name === 'RabbitMQModule';
    const use = { site, frame: { file, inside: site.inside, self: null, bound: null }, reducer };
    return isModule && site.args.some((_, index) => settings.some((name) => isSet(reducer, told(use, argument(use, index)), name)));
  })));

/** What becomes of a message whose handler throws: it is requeued unless the decorator says otherwise. */
const onFailure = (use: Use, options: Term): EventSite['onFailure'] => {
  const { reducer } = use;
  const queue = property(reducer, options, 'queueOptions');
  const dead = isSet(reducer, queue, 'deadLetterExchange') || isSet(reducer, property(reducer, queue, 'arguments'), 'x-dead-letter-exchange');
  const behavior = property(reducer, options, 'errorBehavior');
  if (isSet(reducer, options, 'errorHandler') || isSet(reducer, options, 'errorHandlers')) return null;
  if (!isSet(reducer, options, 'errorBehavior') && isSetForAll(use.reducer)) return null;
  const said = behavior.kind === 'external' ? (behavior.path.split('.').at(-1) ?? '') : behavior.kind === 'text' ? behavior.value.toUpperCase() : 'REQUEUE';
  if (said === 'REQUEUE') return 'requeue';
  return said === 'NACK' && dead ? 'dead-letter' : 'drop';
};

const subscribed = (use: Use): readonly EventFact[] => {
  const options = argument(use, 0);
  const key = property(use.reducer, options, 'routingKey');
  const keys = key.kind === 'array' ? itemsOf(use.reducer, key) : [key];
  const [exchange, queue] = ['exchange', 'queue'].map((name) => property(use.reducer, options, name));
  return keys.map((one) => consume('rabbitmq', narrowest(one, ...[exchange, queue].filter((term) => term !== undefined)), { ack: 'manual', onFailure: onFailure(use, options) }));
};

/** @golevelup/nestjs-rabbitmq: `@RabbitSubscribe({ exchange, routingKey })`, `@RabbitRPC(…)` that answers, too, `connection.publish(exchange, routingKey)`. */
export const golevelupEvents: EventLibrary = {
  name: 'golevelup-rabbitmq',
  modules: ['@golevelup/nestjs-rabbitmq'],
  match: (use) => {
    if (/^\.Rabbit(?:Subscribe|RPC)$/.test(use.external.path)) return subscribed(use);
    return use.external.path.endsWith('AmqpConnection#.publish') ? publish('rabbitmq', narrowest(argument(use, 1), argument(use, 0))) : null;
  },
};

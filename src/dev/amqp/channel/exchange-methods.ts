import { AmqpError } from '../amqp-error.ts';
import type { MethodArguments } from '../codec/method-codec.ts';
import { exchangeTypes } from '../model/routing.ts';
import type { Binding, Exchange, ExchangeType } from '../model/routing.ts';
import { addExchange, bind, deleteExchange, unbind } from '../model/topology.ts';
import { exchangeNamed } from '../model/vhost.ts';
import type { Channel, Handlers } from './channel.ts';
import { assertEquivalent } from './equivalence.ts';

type Declare = MethodArguments<'exchange.declare'>;

const typeOf = (name: string): ExchangeType => {
  const type = exchangeTypes.find((known) => known === name);
  if (type === undefined) throw new AmqpError(503, `unknown exchange type '${name}'`);
  return type;
};

export const assertNotDefault = (name: string): void => {
  if (name === '') throw new AmqpError(403, 'operation not permitted on the default exchange');
};

const assertSame = (exchange: Exchange, args: Declare): void => {
  const compared = ({ type, durable, autoDelete, internal, arguments: table }: Omit<Declare, 'exchange'> | Exchange) => ({
    type, durable, auto_delete: autoDelete, internal, 'alternate-exchange': table['alternate-exchange'],
  });
  assertEquivalent(`exchange '${exchange.name}'`, compared(args), compared(exchange));
};

const declare = ({ peer: { vhost } }: Channel, args: Declare): void => {
  const { exchange: name, type, durable, autoDelete, internal, arguments: table } = args;
  if (args.passive) {
    exchangeNamed(vhost, name);
    return;
  }
  assertNotDefault(name);
  const known = typeOf(type);
  const existing = vhost.exchanges.get(name);
  if (existing !== undefined) assertSame(existing, args);
  else if (name.startsWith('amq.')) throw new AmqpError(403, `exchange name '${name}' contains reserved prefix 'amq.*'`);
  else addExchange(vhost, { name, type: known, durable, autoDelete, internal, arguments: table });
};

const remove = ({ peer: { vhost } }: Channel, { exchange: name, ifUnused }: MethodArguments<'exchange.delete'>): void => {
  assertNotDefault(name);
  if (name.startsWith('amq.')) throw new AmqpError(403, `exchange '${name}' in vhost '/' is predeclared`);
  const exchange = vhost.exchanges.get(name);
  if (exchange === undefined) return;
  if (ifUnused && exchange.bindings.length > 0) throw new AmqpError(406, `exchange '${name}' in vhost '/' in use`);
  deleteExchange(vhost, exchange);
};

type Bind = MethodArguments<'exchange.bind'>;

const ends = ({ peer: { vhost } }: Channel, { source, destination, routingKey, arguments: table }: Bind): { readonly source: Exchange; readonly binding: Binding } => {
  assertNotDefault(source);
  assertNotDefault(destination);
  exchangeNamed(vhost, destination);
  return { source: exchangeNamed(vhost, source), binding: { kind: 'exchange', destination, routingKey, arguments: table } };
};

export const exchangeMethods = {
  'exchange.declare': (channel, args) => {
    declare(channel, args);
    if (!args.nowait) channel.send('exchange.declare-ok', {});
  },
  'exchange.delete': (channel, args) => {
    remove(channel, args);
    if (!args.nowait) channel.send('exchange.delete-ok', {});
  },
  'exchange.bind': (channel, args) => {
    const { source, binding } = ends(channel, args);
    bind(channel.peer.vhost, source, binding);
    if (!args.nowait) channel.send('exchange.bind-ok', {});
  },
  'exchange.unbind': (channel, args) => {
    const { source, binding } = ends(channel, args);
    unbind(channel.peer.vhost, source, binding);
    if (!args.nowait) channel.send('exchange.unbind-ok', {});
  },
} satisfies Handlers;

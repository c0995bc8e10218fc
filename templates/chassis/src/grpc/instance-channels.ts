import { Client, credentials, type ChannelOptions } from '@grpc/grpc-js';
import { authorityOf, type Instance } from '../discovery/discovery.ts';
import { answerLimit, requestLimit } from './limits.ts';

/** The connection to one instance. */
export type InstanceChannel = { readonly client: Client; inFlight: number; isDropped: boolean };

export type InstanceChannels = {
  readonly of: (instance: Instance) => InstanceChannel;
  readonly inFlight: (instance: Instance) => number;
  /** Closes the channels of instances that are not in the list, once their calls in flight are answered. */
  readonly keep: (instances: readonly Instance[]) => void;
  readonly close: () => void;
};

/** Balancing, retries and breaking are the guard's; what grpc-js would do of that itself is off. */
const options: ChannelOptions = {
  'grpc.max_receive_message_length': answerLimit,
  'grpc.max_send_message_length': requestLimit,
  'grpc.enable_retries': 0,
  'grpc.service_config_disable_resolution': 1,
  'grpc.enable_http_proxy': 0,
  'grpc.enable_channelz': 0,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

export const createInstanceChannels = (): InstanceChannels => {
  const channels = new Map<string, InstanceChannel>();
  const drop = (key: string, channel: InstanceChannel): void => {
    channels.delete(key);
    channel.isDropped = true;
    closeWhenIdle(channel);
  };
  const of = (instance: Instance): InstanceChannel => {
    const key = authorityOf(instance);
    const known = channels.get(key);
    if (known !== undefined) return known;
    const made = { client: new Client(key, credentials.createInsecure(), options), inFlight: 0, isDropped: false };
    channels.set(key, made);
    return made;
  };
  return {
    of,
    inFlight: (instance) => channels.get(authorityOf(instance))?.inFlight ?? 0,
    keep: (instances) => {
      const wanted = new Set(instances.map(authorityOf));
      for (const [key, channel] of channels) if (!wanted.has(key)) drop(key, channel);
    },
    close: () => { for (const [key, channel] of channels) drop(key, channel); },
  };
};

/** To be asked whenever a call of the channel has ended. */
export const closeWhenIdle = ({ client, inFlight, isDropped }: InstanceChannel): void => {
  if (isDropped && inFlight === 0) client.close();
};

import type { Metadata, ServiceError } from '@grpc/grpc-js';
import { AttemptFailure, isFault } from '../client/attempt-failure.ts';
import type { Deadline } from '../client/deadline.ts';
import { chooseInstance } from '../discovery/choose-instance.ts';
import type { InstanceList } from '../discovery/discovery.ts';
import type { Outliers } from '../discovery/outliers.ts';
import { failureOf, isRefused } from './call-failure.ts';
import { connected } from './connect.ts';
import { closeWhenIdle, createInstanceChannels, type InstanceChannel } from './instance-channels.ts';
import type { GrpcMethod } from './load-contract.ts';

export type OutgoingCall = { readonly method: GrpcMethod; readonly message: object; readonly metadata: Metadata };
/** What a target says of a request: its answer, or that it does not want it. */
export type TargetAnswer = { readonly message: object } | { readonly refusal: ServiceError };

export type GrpcTransport = {
  /** One attempt on one instance. Rejects with `AttemptFailure`. */
  readonly send: (call: OutgoingCall, limits: { readonly deadline: Deadline; readonly avoid: string | undefined }) => Promise<TargetAnswer>;
  readonly close: () => void;
};

export const createGrpcTransport = (list: InstanceList, outliers: Outliers): GrpcTransport => {
  const channels = createInstanceChannels();
  const stopWatching = list.onChange(channels.keep);
  const send: GrpcTransport['send'] = async (call, { deadline, avoid }) => {
    const instance = await chooseInstance(list, { load: channels.inFlight, outliers, avoid, signal: () => deadline.signal });
    if (instance === undefined) throw new AttemptFailure(deadline.cancelled?.aborted === true ? 'cancelled' : 'no-instance');
    try {
      const answer = await exchange(channels.of(instance), call, { deadline, instance: instance.id });
      outliers.answered(instance.id);
      return answer;
    } catch (error) {
      if (isFault(error)) outliers.failed(instance.id);
      else if (error instanceof AttemptFailure && error.kind === 'throttled') outliers.answered(instance.id);
      throw error;
    }
  };
  return { send, close: () => { stopWatching(); channels.close(); } };
};

type Limits = { readonly deadline: Deadline; readonly instance: string };

const exchange = async (channel: InstanceChannel, call: OutgoingCall, limits: Limits): Promise<TargetAnswer> => {
  channel.inFlight += 1;
  try {
    const connecting = connected(channel.client.getChannel());
    if (connecting !== undefined) await connecting.catch((cause: unknown) => { throw new AttemptFailure('unreachable', { instance: limits.instance, cause }); });
    return await request(channel, call, limits);
  } finally {
    channel.inFlight -= 1;
    closeWhenIdle(channel);
  }
};

const request = ({ client }: InstanceChannel, { method, message, metadata }: OutgoingCall, { deadline, instance }: Limits): Promise<TargetAnswer> => new Promise((resolve, reject) => {
  const cancel = (): void => { sent.cancel(); };
  const sent = client.makeUnaryRequest(method.path, method.requestSerialize, method.responseDeserialize, message, metadata, { deadline: deadline.at }, (error, answer) => {
    deadline.signal.removeEventListener('abort', cancel);
    if (answer !== undefined) resolve({ message: answer });
    else if (error !== null && isRefused(error)) resolve({ refusal: error });
    else reject(error === null ? new AttemptFailure('broken', { instance }) : failureOf(error, instance, deadline));
  });
  deadline.signal.addEventListener('abort', cancel);
});

import { connectivityState as State, type Client } from '@grpc/grpc-js';

type Channel = ReturnType<Client['getChannel']>;

/** A host that drops packets must not eat the whole deadline: the next attempt may find another instance. */
const patienceMs = 1_000;

/** Resolves when the channel is connected, and rejects when it can not be: then nothing was sent. Costs nothing where it is connected. */
export const connected = (channel: Channel): Promise<void> | undefined =>
  (channel.getConnectivityState(true) === State.READY ? undefined : untilReady(channel, Date.now() + patienceMs));

const untilReady = (channel: Channel, end: number): Promise<void> => new Promise((resolve, reject) => {
  const look = (error?: Error): void => {
    const state = channel.getConnectivityState(true);
    if (state === State.READY) resolve();
    // One that has failed tries again by itself, later.
    else if (error !== undefined || state === State.TRANSIENT_FAILURE || state === State.SHUTDOWN) reject(error ?? new Error('no connection'));
    else channel.watchConnectivityState(state, end, look);
  };
  look();
});

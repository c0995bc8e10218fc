import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The way of one instance to one server. */
export interface Link {
  readonly port: number;
  /** Every piece that passes takes this much longer, milliseconds; 0 mends it. */
  readonly slow: (ms: number) => void;
  /** Connections break, new ones are not taken, until mended. */
  readonly cut: () => void;
  /** Connections stay and nothing passes, as with a dead cable, until mended. */
  readonly silence: () => void;
  readonly mend: () => void;
  readonly close: () => void;
}

interface State {
  delayMs: number;
  open: boolean;
  /** Resolves when something may pass. */
  audible: PromiseWithResolvers<void>;
}

export const openLink = async (to: number): Promise<Link> => {
  const sockets = new Set<Socket>();
  const state: State = { delayMs: 0, open: true, audible: passable() };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (!state.open) return void client.destroy();
    const upstream = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) sockets.add(socket.on('close', () => { sockets.delete(socket); }));
    pump(client, upstream, state);
    pump(upstream, client, state);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const breakAll = (): void => { for (const socket of sockets) socket.destroy(); };
  const mend = (): void => {
    Object.assign(state, { delayMs: 0, open: true });
    state.audible.resolve();
  };
  return {
    port: (server.address() as AddressInfo).port,
    slow: (ms) => { state.delayMs = ms; },
    cut: () => { state.open = false; breakAll(); },
    silence: () => { state.audible = Promise.withResolvers(); },
    mend,
    close: () => { mend(); breakAll(); server.close(); },
  };
};

const passable = (): PromiseWithResolvers<void> => {
  const gate = Promise.withResolvers<void>();
  gate.resolve();
  return gate;
};

/** Pieces pass one after the other: a delay that changes never reorders them. */
const pump = (from: Socket, to: Socket, state: State): void => {
  let last = Promise.resolve();
  const after = async (before: Promise<void>, step: () => void): Promise<void> => {
    await before;
    await state.audible.promise;
    if (state.delayMs > 0) await delay(state.delayMs);
    step();
  };
  const inTurn = (step: () => void): void => { last = after(last, step); };
  from.on('data', (piece) => { inTurn(() => { if (to.writable) to.write(piece); }); });
  from.on('end', () => { inTurn(() => { to.end(); }); });
  from.on('error', () => { to.destroy(); });
  from.on('close', (failed) => { if (failed) to.destroy(); });
};

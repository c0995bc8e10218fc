/** A server of this process. */
interface Server {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A server that can be away for a while: its port is closed, and every connection to it. */
export interface Losable<Part extends Server> {
  /** Undefined while it is away. */
  readonly current: () => Part | undefined;
  readonly lose: () => Promise<void>;
  /** Starts it again on the port that it had. */
  readonly restore: () => Promise<void>;
}

/** @param start is given the port that it had before, at every start but the first */
export const losable = async <Part extends Server>(start: (port?: number) => Promise<Part>): Promise<Losable<Part> & { readonly first: Part }> => {
  const first = await start();
  let part: Part | undefined = first;
  let queue: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work, work);
    return queue;
  };
  return {
    first,
    current: () => part,
    lose: () => inTurn(async () => {
      await part?.close();
      part = undefined;
    }),
    restore: () => inTurn(async () => { part ??= await start(first.port); }),
  };
};

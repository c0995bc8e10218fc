/** Work of one key runs one after the other, that of different keys side by side. */
export type Lanes = {
  readonly run: (key: string, work: () => Promise<void>) => Promise<void>;
};

export const createLanes = (): Lanes => {
  const last = new Map<string, Promise<void>>();
  return {
    run: (key, work) => {
      const own = (last.get(key) ?? Promise.resolve()).then(work, work);
      last.set(key, own);
      const leave = (): void => { if (last.get(key) === own) last.delete(key); };
      own.then(leave, leave);
      return own;
    },
  };
};

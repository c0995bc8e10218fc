export type Alarm = {
  /** Ends a wait, or the next one when nobody waits: no ring is lost. */
  readonly ring: () => void;
  /** Until it rings, `ms` at most. */
  readonly wait: (ms: number) => Promise<void>;
};

export const createAlarm = (): Alarm => {
  let rung = false;
  let release = (): void => {};
  return {
    ring: () => {
      rung = true;
      release();
    },
    wait: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          release = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
    },
  };
};

/** The result of `work`, or a rejection with the signal's reason when that comes first. The work itself is not stopped by it. */
export const untilAborted = async <Result>(signal: AbortSignal, work: Promise<Result> | Result): Promise<Result> => {
  const over = Promise.withResolvers<never>();
  const abort = (): void => { over.reject(signal.reason as Error); };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

import { ExponentialBackoff, fullJitterGenerator, type IBackoff, type IBackoffFactory, type IRetryBackoffContext } from 'cockatiel';
import { askedWait } from './repeat.ts';

/** On top of what the target asked for, or all whom it told the same second would come back in the same instant. */
const withAskedWait = (jitter: IBackoffFactory<unknown>): IBackoffFactory<IRetryBackoffContext<unknown>> => ({
  next: (context): IBackoff<IRetryBackoffContext<unknown>> => {
    const step = jitter.next(undefined);
    const asked = 'error' in context.result ? askedWait(context.result.error) : 0;
    return { duration: asked + step.duration, next: withAskedWait(step).next };
  },
});

/** The waits between attempts: growing, with full jitter, after the `Retry-After` of the answer. */
export const retryBackoff = withAskedWait(new ExponentialBackoff({ generator: fullJitterGenerator, initialDelay: 50, maxDelay: 1_000 }));

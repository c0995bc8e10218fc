import { ServiceUnavailable, StepRefused } from '@sample-system/chassis';
import { unavailable } from '../domain/order.ts';

/** A customer waits: what could not even be asked for ends the order at once, with nothing to undo. */
export const refuseUnsent = (error: unknown): never => {
  if (error instanceof ServiceUnavailable && !error.sent) throw new StepRefused(unavailable, { cause: error });
  throw error;
};

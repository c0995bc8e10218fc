import { Problem } from '../http/problem.ts';

/** The broker did not take the message. After `not confirmed` it may have it all the same: consumers see it at least once. */
export class BrokerUnavailable extends Problem {
  override readonly name = 'BrokerUnavailable';

  constructor(why: string, cause?: unknown) {
    const detail = `The event could not be published: ${why}.`;
    super({ status: 503, type: 'broker-unavailable', title: 'Broker unavailable', detail }, { headers: { 'retry-after': '1' }, cause });
  }
}

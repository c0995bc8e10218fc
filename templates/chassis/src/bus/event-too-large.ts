import { Problem } from '../http/problem.ts';

/** Bytes of an event's data, at most. Events say what happened; what is larger belongs into a store, and its place into the event. */
export const largestEvent = 256 * 1024;

/** An event that no broker should be asked to carry. */
export class EventTooLarge extends Problem {
  override readonly name = 'EventTooLarge';

  constructor(type: string, bytes: number) {
    super({ status: 413, type: 'event-too-large', title: 'The event is too large', detail: `${type} has ${bytes} bytes; ${largestEvent} are the most.` });
  }
}

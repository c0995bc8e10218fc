/** Thrown by an operation: nothing happened, and no retry will help. The saga goes back at once, with the message as its reason. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
}

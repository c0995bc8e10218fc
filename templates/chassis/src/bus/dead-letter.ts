/** Thrown by a handler: no other try can mend this. The event goes to the dead letters at once, with the message as its reason. */
export class DeadLetter extends Error {
  override readonly name = 'DeadLetter';
}

import type { IncomingHttpHeaders } from 'node:http';

export interface StepRequest {
  readonly body: { readonly id: string };
  readonly headers: IncomingHttpHeaders;
}

/** A step of another service as its contract promises it: done once for a key, undone once, refused when it comes after its undo. */
export const createParticipant = () => {
  const done = new Map<string, string>();
  const undone = new Set<string>();
  const keyOf = ({ headers }: StepRequest): string => String(headers['idempotency-key']);
  return {
    /** Ids of the sagas whose step is done and not undone. */
    held: (): readonly string[] => [...done.values()].toSorted(),
    action: (request: StepRequest) => {
      const key = keyOf(request);
      if (undone.has(key)) return { status: 409 as const, body: { type: 'undone', title: 'This has been undone', status: 409 } };
      done.set(key, request.body.id);
      return { status: 200 as const, body: request.body };
    },
    compensation: (request: StepRequest) => {
      const key = keyOf(request).replace(/:undo$/, '');
      undone.add(key);
      done.delete(key);
      return { status: 200 as const, body: request.body };
    },
  };
};

export type Participant = ReturnType<typeof createParticipant>;

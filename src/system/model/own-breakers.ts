import type { CallSite, FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { Guards } from '../model.ts';
import type { Frame } from './term.ts';

/** A breaker that a team wrote itself has no package to be known by; it is known by what it is called. */
const breakerName = /circuit[-_]?breaker/i;

const lastName = (value: Value): string => (value.kind === 'reference' || value.kind === 'member' ? value.name : '');

const isBreaker = (name: string | null | undefined): boolean => breakerName.test(name ?? '');

/** What `breaker.execute(call)` guards when `execute` is a method of the system's own `class CircuitBreaker`. */
export const ownBreaker = ({ file, inside }: Frame): Partial<Guards> => {
  const found = file.functions[inside];
  const owner = found?.class == null ? null : file.classes[found.class];
  return { breaker: isBreaker(found?.name) || isBreaker(owner?.name) };
};

const circuitName = /circuit|breaker/i;

/** Asks for the state of a circuit where it makes the call: `assertCircuitClosed(name)`, `this.isCircuitOpen()`. */
export const asksCircuit = ({ file, inside }: Frame): Partial<Guards> => ({
  breaker: file.calls.some((site) => site.inside === inside && !site.isNew && circuitName.test(lastName(site.callee))),
});

const retryName = /retr(?:y|ies)|backoff/i;

/** The system's own `withRetry(call)`. */
export const ownRetry = ({ file, inside }: Frame): Partial<Guards> => ({ retry: retryName.test(file.functions[inside]?.name ?? '') });

/** Middleware before a handler: `app.use('/orders', circuitBreaker('orders'), handler)`. */
export const breakerBeside = (file: FileFacts, site: CallSite): Partial<Guards> => ({
  breaker: site.args.some((arg) => isBreaker(lastName(arg.kind === 'call' ? (file.calls[arg.call]?.callee ?? arg) : arg))),
});

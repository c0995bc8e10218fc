import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { identityHeaders, type Caller } from './identity-headers.ts';
import type { TokenRoute } from './route.ts';
import { InvalidToken, type TokenVerifier } from './token.ts';

type Requirement = Pick<TokenRoute, 'scopes' | 'roles'>;
type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;
type AsyncHook = (request: FastifyRequest) => Promise<void>;

/** Hooks that let only callers with a valid token pass; from then on they are the identity of the request in hand. */
export const authenticate = (verify: TokenVerifier, required: Requirement = {}): [AsyncHook, Hook] => {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const check: AsyncHook = async (request) => {
    const caller = await callerFrom(request.headers.authorization, verify).catch((error: unknown) => {
      throw error instanceof InvalidToken ? unauthorized(error.message) : keysAway(error);
    });
    refuseUnless(caller, required);
    callers.set(request, caller);
  };
  // A hook of its own, because only what a callback calls runs inside of a context.
  const enter: Hook = (request, _reply, done) => {
    const [context, caller] = [requestContext(), callers.get(request)];
    if (context === undefined || caller === undefined) done();
    else runInRequestContext({ ...context, identity: identityHeaders(caller) }, done);
  };
  return [check, enter];
};

const callerFrom = async (header: string | undefined, verify: TokenVerifier): Promise<Caller> => {
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new InvalidToken('a bearer token is required');
  return verify(token);
};

const refuseUnless = ({ scopes, roles }: Caller, required: Requirement): void => {
  const { scopes: wanted = [] } = required;
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) throw forbidden(`The token lacks the scope ${missing.join(', ')}.`, `Bearer error="insufficient_scope", scope="${wanted.join(' ')}"`);
  const fits = required.roles === undefined || required.roles.some((role) => roles.includes(role));
  if (!fits) throw forbidden('The token lacks the role for this.', 'Bearer error="insufficient_scope"');
};

const unauthorized = (reason: string): Problem => {
  const challenge = `Bearer error="invalid_token", error_description="${reason}"`;
  return new Problem({ status: 401, type: 'unauthorized', title: 'Unauthorized', detail: `Not let in: ${reason}.` }, { headers: { 'www-authenticate': challenge } });
};

const forbidden = (detail: string, challenge: string): Problem =>
  new Problem({ status: 403, type: 'forbidden', title: 'Forbidden', detail }, { headers: { 'www-authenticate': challenge } });

const keysAway = (cause: unknown): Problem => {
  const detail = 'Tokens cannot be verified now.';
  return new Problem({ status: 503, type: 'keys-unavailable', title: 'Service unavailable', detail }, { headers: { 'retry-after': '5' }, cause });
};

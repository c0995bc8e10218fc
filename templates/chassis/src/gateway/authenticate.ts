import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import { identityHeaders, type Caller } from './identity-headers.ts';
import type { TokenRoute } from './route.ts';
import { InvalidToken, type TokenVerifier } from './token.ts';

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;
type Requirement = Pick<TokenRoute, 'scopes' | 'roles'>;

/** A hook that lets only callers with a valid token pass, and from then on they are the request's identity. */
export const authenticate = (verify: TokenVerifier, required: Requirement = {}): Hook => (request, _reply, done) => {
  callerFrom(request.headers.authorization, verify).then(
    (caller) => {
      const refusal = refuse(caller, required);
      const context = requestContext();
      if (refusal !== undefined || context === undefined) done(refusal);
      else runInRequestContext({ ...context, identity: identityHeaders(caller) }, done);
    },
    (error: unknown) => { done(error instanceof InvalidToken ? unauthorized(error.message) : keysAway(error)); },
  );
};

const callerFrom = async (header: string | undefined, verify: TokenVerifier): Promise<Caller> => {
  const token = /^bearer +([\w.~+/=-]+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw new InvalidToken('a bearer token is required');
  return verify(token);
};

const refuse = ({ scopes, roles }: Caller, required: Requirement): Problem | undefined => {
  const missing = (required.scopes ?? []).filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) return forbidden(`The token lacks the scope ${missing.join(', ')}.`, `Bearer error="insufficient_scope", scope="${required.scopes?.join(' ') ?? ''}"`);
  const fits = required.roles === undefined || required.roles.some((role) => roles.includes(role));
  return fits ? undefined : forbidden('The token lacks the role for this.', 'Bearer error="insufficient_scope"');
};

const unauthorized = (reason: string): Problem =>
  new Problem({ status: 401, type: 'unauthorized', title: 'Unauthorized', detail: `Not let in: ${reason}.` }, { headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="${reason}"` } });

const forbidden = (detail: string, challenge: string): Problem =>
  new Problem({ status: 403, type: 'forbidden', title: 'Forbidden', detail }, { headers: { 'www-authenticate': challenge } });

const keysAway = (cause: unknown): Problem =>
  new Problem({ status: 503, type: 'keys-unavailable', title: 'Service unavailable', detail: 'Tokens cannot be verified now.' }, { headers: { 'retry-after': '5' }, cause });

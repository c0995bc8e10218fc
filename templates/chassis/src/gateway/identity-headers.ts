import type { IncomingHttpHeaders } from 'node:http';
import type { Identity } from '../http/request-context.ts';

/** Who the token says the caller is. */
export type Caller = {
  readonly sub: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** The customer that they belong to, where the issuer tells. */
  readonly tenant?: string;
};

const isIdentityHeader = (name: string): boolean => name.startsWith('x-identity-') || name.startsWith('x-user-');

/** Takes out what only the gateway may say. */
export const stripIdentity = (headers: IncomingHttpHeaders): void => {
  for (const name of Object.keys(headers)) if (isIdentityHeader(name)) delete headers[name];
};

/** The headers in which services are told who the caller is. */
export const identityHeaders = ({ sub, scopes, roles, tenant }: Caller): Identity => ({
  'x-identity-sub': sub,
  ...(scopes.length > 0 && { 'x-identity-scope': scopes.join(' ') }),
  ...(roles.length > 0 && { 'x-identity-roles': roles.join(' ') }),
  ...(tenant !== undefined && { 'x-identity-tenant': tenant }),
});

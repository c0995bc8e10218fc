import type { RouteContract } from '../contract/contract.ts';

/** Any one of them, alone. */
export type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** Outside of the system the token tells who calls; inside, the headers that the gateway makes of it. */
export const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'At the gateway.' },
  identity: { type: 'apiKey', in: 'header', name: 'x-identity-sub', description: 'Inside the system: written by the gateway, handed on by services.' },
} as const;

export const securityOf = ({ identity }: RouteContract): { readonly security?: Security } =>
  (identity === true ? { security: [{ token: [] }, { identity: [] }] } : {});

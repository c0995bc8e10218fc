/** Which paths go to which service, and who may. */
export type GatewayRoute = {
  /** `/v1/orders`: this path and everything below it. Passed on unchanged. */
  readonly prefix: string;
  /** The name under which the service is discovered. */
  readonly service: string;
} & (
  | { readonly auth: 'public' }
  | {
      readonly auth: 'jwt';
      /** The token must have all of these in `scope`. */
      readonly scopes?: readonly string[];
      /** The token must have one of these in `roles`. */
      readonly roles?: readonly string[];
    }
);

export type TokenRoute = Extract<GatewayRoute, { readonly auth: 'jwt' }>;

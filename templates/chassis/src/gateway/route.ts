/** Which paths go to which service, and who may. */
export type GatewayRoute = {
  /** `/v1/orders`: this path and everything below it. Passed on unchanged. */
  readonly prefix: string;
  /** The name under which the service is discovered. */
  readonly service: string;
  /** Largest request body in bytes. Default: that of the gateway. */
  readonly bodyLimit?: number;
  /** Time until the answer begins, the sending of the request included, in milliseconds. Default: `REQUEST_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  /** Passes WebSockets on. */
  readonly websocket?: boolean;
  /** Time after which an event stream or a WebSocket on which nothing moves is closed, in milliseconds. Default: one minute. */
  readonly idleTimeoutMs?: number;
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

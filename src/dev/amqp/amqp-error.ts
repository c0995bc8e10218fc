/** Reply codes and their names. The soft ones close the channel, the others the connection. */
const replies = {
  311: 'CONTENT_TOO_LARGE', 320: 'CONNECTION_FORCED', 403: 'ACCESS_REFUSED', 404: 'NOT_FOUND', 405: 'RESOURCE_LOCKED', 406: 'PRECONDITION_FAILED',
  501: 'FRAME_ERROR', 502: 'SYNTAX_ERROR', 503: 'COMMAND_INVALID', 504: 'CHANNEL_ERROR', 505: 'UNEXPECTED_FRAME', 530: 'NOT_ALLOWED',
  540: 'NOT_IMPLEMENTED', 541: 'INTERNAL_ERROR',
} as const;
export type ReplyCode = keyof typeof replies;

const softCodes: ReadonlySet<ReplyCode> = new Set([311, 403, 404, 405, 406]);

/** Closes the channel or the connection of the peer that caused it. The text reaches the peer as RabbitMQ words it: `NOT_FOUND - no queue …`. */
export class AmqpError extends Error {
  override readonly name = 'AmqpError';
  readonly code: ReplyCode;

  constructor(code: ReplyCode, text: string) {
    super(`${replies[code]} - ${text}`);
    this.code = code;
  }

  get closesChannelOnly(): boolean {
    return softCodes.has(this.code);
  }
}

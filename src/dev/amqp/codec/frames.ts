import { AmqpError } from '../amqp-error.ts';

export const FrameType = { method: 1, header: 2, body: 3, heartbeat: 8 } as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

export interface Frame {
  readonly type: FrameType;
  readonly channel: number;
  readonly payload: Buffer;
}

/** Type, channel and length before a payload, and the end octet after it. */
export const frameOverhead = 8;
const headerLength = 7;
const endOctet = 0xce;
const frameTypes: ReadonlySet<number> = new Set(Object.values(FrameType));

const isFrameType = (type: number): type is FrameType => frameTypes.has(type);

/** A frame in as few parts as possible: large payloads are passed on, not copied. */
export const encodeFrame = ({ type, channel, payload }: Frame): Buffer => {
  const frame = Buffer.allocUnsafe(payload.length + frameOverhead);
  frame.writeUInt8(type, 0);
  frame.writeUInt16BE(channel, 1);
  frame.writeUInt32BE(payload.length, 3);
  payload.copy(frame, headerLength);
  frame.writeUInt8(endOctet, headerLength + payload.length);
  return frame;
};

export const heartbeatFrame = encodeFrame({ type: FrameType.heartbeat, channel: 0, payload: Buffer.alloc(0) });

/**
 * Takes the first whole frame off `bytes`: the frame and the bytes it used, or undefined while it is not complete.
 * Throws 501 where the bytes cannot be a frame of at most `frameMax` bytes.
 */
export const decodeFrame = (bytes: Buffer, offset: number, frameMax: number): { readonly frame: Frame; readonly end: number } | undefined => {
  if (bytes.length - offset < headerLength) return undefined;
  const type = bytes.readUInt8(offset);
  if (!isFrameType(type)) throw new AmqpError(501, `frame type ${type} is not known`);
  const length = bytes.readUInt32BE(offset + 3);
  if (length + frameOverhead > frameMax) throw new AmqpError(501, `frame of ${length + frameOverhead} bytes; ${frameMax} are the most`);
  const end = offset + length + frameOverhead;
  if (bytes.length < end) return undefined;
  if (bytes.readUInt8(end - 1) !== endOctet) throw new AmqpError(501, 'frame does not end with 0xCE');
  return { frame: { type, channel: bytes.readUInt16BE(offset + 1), payload: bytes.subarray(offset + headerLength, end - 1) }, end };
};

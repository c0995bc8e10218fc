import { isIP } from 'node:net';
import { z } from 'zod';

/** Reads `10.0.0.0/8,127.0.0.1`. Everything (`/0`) is refused: then anybody could say who they are. */
export const networks = z.string().transform((text, context): readonly string[] => {
  const list = text.split(',').map((part) => part.trim()).filter(Boolean);
  if (list.length === 0 || !list.every(isNetwork)) {
    context.addIssue('must be a list of addresses or networks such as 10.0.0.0/8,127.0.0.1, none of them everything');
    return z.NEVER;
  }
  return list;
});

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : 0;
  return length >= 1 && length <= (family === 4 ? 32 : 128);
};

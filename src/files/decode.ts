const looked = 8000;

/** The text that bytes stand for: UTF-8, or what a byte order mark says; undefined when they are no text. A broken character becomes U+FFFD. */
export const decode = (bytes: Buffer): string | undefined => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, looked).includes(0) ? undefined : new TextDecoder().decode(bytes);
};

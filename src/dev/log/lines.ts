import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';

/** A line longer than this is passed on in pieces: a service that prints no line break must not fill our memory. */
const LONGEST = 256 * 1024;

/** Calls `handle` with each line of a stream, without its line break; the last one even if it has none. */
export const eachLine = (stream: Readable, handle: (line: string) => void): void => {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) handle(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (rest.length > LONGEST) {
      handle(rest);
      rest = '';
    }
  });
  stream.on('end', () => { if (rest !== '') handle(rest); });
};

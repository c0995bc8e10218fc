import { painter } from './paint.ts';
import { clock, prefixes, prettyRecord } from './pretty.ts';
import { readRecord } from './record.ts';

/** The one log of `ms dev`. */
export interface Output {
  /** A line that a service printed. */
  readonly service: (name: string, line: string) => void;
  /** Something that `ms dev` itself has to say; `event` is for programs that read the log. */
  readonly say: (text: string, event: Readonly<Record<string, unknown>>) => void;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly color: boolean;
  readonly services: readonly string[];
  readonly write: (text: string) => void;
}

const OWN_NAME = 'ms';

/** JSON: one object a line. Records of services stay what they are, with the service's name; other text becomes `msg`. */
const jsonOutput = (write: (text: string) => void): Output => {
  const print = (object: Readonly<Record<string, unknown>>): void => { write(`${JSON.stringify(object)}\n`); };
  return {
    service: (name, line) => {
      const isRecord = readRecord(line) !== undefined;
      print(isRecord ? { ...JSON.parse(line) as object, service: name } : { time: new Date().toISOString(), service: name, msg: line });
    },
    say: (text, event) => { print({ time: new Date().toISOString(), service: OWN_NAME, msg: text, ...event }); },
  };
};

export const createOutput = ({ json, color, services, write }: OutputOptions): Output => {
  if (json) return jsonOutput(write);
  const paint = painter(color);
  const prefix = prefixes(services, paint);
  const print = (name: string, time: Date, text: string): void => {
    const start = `${paint('gray', clock(time))} ${prefix(name)} `;
    write(`${text.split('\n').map((line) => start + line).join('\n')}\n`);
  };
  return {
    service: (name, line) => {
      const record = readRecord(line);
      if (record === undefined) print(name, new Date(), line);
      else print(name, record.time === undefined ? new Date() : new Date(record.time), prettyRecord(record, paint));
    },
    say: (text) => { print(OWN_NAME, new Date(), text); },
  };
};

import { isRecord } from '../../shared/is-record.ts';

/** One line of a service's log, as pino writes it or as plain text. */
export interface LogRecord {
  /** ISO 8601; undefined when the line does not tell. */
  readonly time: string | undefined;
  readonly level: Level | undefined;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly stack: string | undefined;
}

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const BY_NUMBER = new Map<unknown, Level>([[10, 'trace'], [20, 'debug'], [30, 'info'], [40, 'warn'], [50, 'error'], [60, 'fatal']]);

const isLevel = (value: unknown): value is Level => [...BY_NUMBER.values()].some((level) => level === value);

const parse = (line: string): Readonly<Record<string, unknown>> | undefined => {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const timeOf = (value: unknown): string | undefined => {
  const time = typeof value === 'number' || typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

/** Said by the prefix of the line, or of no use while everything runs on one machine. */
const SAID_ELSEWHERE = new Set(['time', 'level', 'msg', 'message', 'service', 'name', 'instance', 'pid', 'hostname', 'err', 'span_id']);

const textOf = (value: unknown): string | undefined => value === undefined || typeof value === 'string' ? value : JSON.stringify(value);

/** Reads a line; undefined when it is no JSON log line. */
export const readRecord = (line: string): LogRecord | undefined => {
  const object = parse(line);
  if (object === undefined) return undefined;
  const { level, time, msg, message, err } = object;
  const stack = isRecord(err) ? err['stack'] ?? err['message'] : undefined;
  return {
    time: timeOf(time),
    level: isLevel(level) ? level : BY_NUMBER.get(level),
    message: textOf(msg) ?? textOf(message) ?? '',
    fields: Object.fromEntries(Object.entries(object).filter(([key]) => !SAID_ELSEWHERE.has(key))),
    stack: typeof stack === 'string' ? stack : undefined,
  };
};

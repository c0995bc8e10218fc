import type { Color, Paint } from './paint.ts';
import type { Level, LogRecord } from './record.ts';

const LEVEL_COLORS = { trace: 'gray', debug: 'gray', info: 'green', warn: 'yellow', error: 'red', fatal: 'red' } satisfies Record<Level, Color>;
const SERVICE_COLORS = ['cyan', 'magenta', 'blue', 'yellow', 'greenBright', 'cyanBright', 'magentaBright', 'blueBright', 'yellowBright'] as const;
const LEVEL_WIDTH = 5;
const SHORT_ID = 8;

export type Prefix = (service: string) => string;

/** The name of each service in a colour of its own, all of one width. */
export const prefixes = (services: readonly string[], paint: Paint): Prefix => {
  const width = Math.max(...services.map((name) => name.length), 'ms'.length);
  return (service) => {
    const position = services.indexOf(service);
    const color = position === -1 ? 'bold' : SERVICE_COLORS[position % SERVICE_COLORS.length] ?? 'cyan';
    return paint(color, service.padEnd(width));
  };
};

export const clock = (time: Date): string => `${time.toTimeString().slice(0, 'hh:mm:ss'.length)}.${String(time.getMilliseconds()).padStart(3, '0')}`;

const printed = (value: unknown): string => {
  if (typeof value === 'string') return /^[\w./:@-]+$/u.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? 'undefined';
};

const compact = (key: string, value: unknown): string => {
  const isId = (key === 'trace_id' || key === 'request_id') && typeof value === 'string';
  return `${key}=${isId ? value.slice(0, SHORT_ID) : printed(value)}`;
};

/** What a request log line says, in the order in which people read it. */
const requestLine = ({ method, path, route, status, duration_ms: duration, ...others }: LogRecord['fields']): { readonly text: string; readonly others: LogRecord['fields'] } | undefined => {
  if (typeof method !== 'string' || typeof status !== 'number') return undefined;
  const took = typeof duration === 'number' ? ` ${duration.toFixed(1)} ms` : '';
  return { text: `${method} ${typeof path === 'string' ? path : printed(route ?? '')} ${status}${took}`, others };
};

/** `message key=value …`, the stack of an error below it. */
export const prettyRecord = (record: LogRecord, paint: Paint): string => {
  const level = record.level ?? 'info';
  const request = record.message === 'request' ? requestLine(record.fields) : undefined;
  const fields = Object.entries(request?.others ?? record.fields).map(([key, value]) => compact(key, value)).join(' ');
  const head = `${paint(LEVEL_COLORS[level], level.padEnd(LEVEL_WIDTH))} ${request?.text ?? record.message}`;
  return [head, fields === '' ? '' : paint('dim', ` ${fields}`), record.stack === undefined ? '' : `\n${paint('dim', record.stack)}`].join('');
};

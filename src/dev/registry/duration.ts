import { RegistryError } from './registry-error.ts';

const UNITS = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } satisfies Record<string, number>;
const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gu;

const isUnit = (unit: string | undefined): unit is keyof typeof UNITS => unit !== undefined && unit in UNITS;

/** Milliseconds of a duration as Go writes it: `10s`, `1m30s`, `500ms`; undefined when it is none. */
export const parseDuration = (text: string): number | undefined => {
  if (text === '0') return 0;
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text) return undefined;
  return parts.reduce((total, [, count, unit]) => total + Number(count) * (isUnit(unit) ? UNITS[unit] : 0), 0);
};

/** @throws RegistryError 400 with Go's words. */
export const requireDuration = (text: string): number => {
  const duration = parseDuration(text);
  if (duration === undefined) throw new RegistryError(400, `Request decode failed: time: invalid duration ${JSON.stringify(text)}`);
  return duration;
};

import type { Expectation, Probe } from './experiment.ts';

export type Phase = 'before' | 'during' | 'after';

/** One answer; null for none. */
export interface Sample {
  readonly status: number | null;
  readonly ms: number;
}

export interface Judged {
  readonly probe: string;
  readonly phase: Phase;
  readonly requests: number;
  /** Of expected answers, 0 to 1. */
  readonly share: number;
  /** Milliseconds. */
  readonly p95Ms: number;
  /** How often each answer came: `200`, `503`, `none`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Why it is not as expected; null when it is. */
  readonly broken: string | null;
}

const percentile95 = (sorted: readonly number[]): number => Math.round(sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0);

const expectationIn = ({ expect, during }: Probe, phase: Phase): Expectation =>
  (phase === 'during' ? { status: during.status ?? expect.status, share: during.share ?? expect.share, p95Ms: during.p95Ms ?? expect.p95Ms } : expect);

const percent = (value: number): string => `${String(Math.floor(value * 1000) / 10)} %`;

const brokenBy = (share: number, p95Ms: number, expected: Expectation): string | null => {
  if (share < expected.share) return `${percent(share)} of the answers are ${expected.status.join(' or ')}, not ${percent(expected.share)}`;
  return expected.p95Ms !== undefined && p95Ms > expected.p95Ms ? `95 of 100 answers take up to ${String(p95Ms)} ms, not ${String(expected.p95Ms)}` : null;
};

/** What the answers of one phase say of a probe. */
export const judge = (probe: Probe, phase: Phase, samples: readonly Sample[]): Judged => {
  const expected = expectationIn(probe, phase);
  const good = samples.filter(({ status }) => status !== null && expected.status.includes(status)).length;
  const share = samples.length === 0 ? 0 : good / samples.length;
  const p95Ms = percentile95(samples.map(({ ms }) => ms).toSorted((a, b) => a - b));
  const answers = Object.fromEntries([...Map.groupBy(samples, ({ status }) => String(status ?? 'none'))].map(([status, list]) => [status, list.length]));
  return { probe: probe.name, phase, requests: samples.length, share, p95Ms, answers, broken: brokenBy(share, p95Ms, expected) };
};

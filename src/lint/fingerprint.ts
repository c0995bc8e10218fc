import { createHash } from 'node:crypto';
import type { Data } from './rule.ts';

export interface Fingerprinted {
  readonly rule: string;
  readonly services: readonly string[];
  readonly file: string;
  readonly messageId: string;
  readonly data: Data;
}

const subjectOf = ({ rule, services, file, messageId, data }: Fingerprinted): string =>
  JSON.stringify([rule, services, file, messageId, Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))]);

/**
 * One fingerprint for each item, in order. It says what a finding is about and not on which line, so that it
 * survives lines that move; findings about the same thing in one file are told apart by counting.
 */
export const fingerprints = (items: readonly Fingerprinted[]): readonly string[] => {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const subject = subjectOf(item);
    const nth = seen.get(subject) ?? 0;
    seen.set(subject, nth + 1);
    return createHash('sha256').update(`${subject}#${nth}`).digest('hex').slice(0, 20);
  });
};

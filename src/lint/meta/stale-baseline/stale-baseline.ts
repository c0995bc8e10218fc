import type { Baseline, BaselineEntry } from '../../baseline/baseline.ts';
import type { Message, Positive } from '../../rule.ts';

/** About the baseline itself, so it reads that and not the model. */
export const staleBaseline = {
  id: 'stale-baseline',
  tier: 'warning',
  messages: {
    stale: { problem: 'The baseline accepts a finding of {rule} that is gone', help: 'Run ms lint --update-baseline: it takes out what is gone and lets nothing in.' },
    expired: { problem: 'The baseline accepted a finding of {rule} until {expires}', help: 'Repair what it accepted, or agree on another day and write it into the baseline.' },
  } satisfies Record<string, Message>,
  /** `stale` are entries that no finding needs any more. */
  check: ({ entries, file, lines }: Baseline, stale: readonly BaselineEntry[], today: string): readonly Positive[] => {
    const gone = new Set(stale);
    return entries.flatMap((entry) => {
      const expired = entry.expires !== undefined && entry.expires < today;
      if (!gone.has(entry) && !expired) return [];
      return [{
        verdict: 'positive' as const,
        messageId: gone.has(entry) ? 'stale' : 'expired',
        data: { rule: entry.rule, accepted: entry.fingerprint, expires: entry.expires ?? '' },
        services: entry.services,
        at: { file, line: lines.get(entry.fingerprint) ?? 1 },
        related: [],
      }];
    });
  },
} as const;

import type { Site } from '../../../system/model.ts';
import type { Message, Positive } from '../../rule.ts';

/** A suppression of one rule, wherever it stands, and what is wrong with it. */
export interface Unneeded extends Site {
  readonly rule: string;
  readonly by: 'comment' | 'config';
  /** Last day of an exception that is over; null for one that suppresses nothing. */
  readonly expired: string | null;
  readonly services: readonly string[];
}

const messageOf = ({ by, expired }: Unneeded): string => (expired === null ? by : 'expired');

/** About what people tell the linter, so it reads that and not the model. */
export const unusedSuppression = {
  id: 'unused-suppression',
  tier: 'warning',
  messages: {
    comment: { problem: 'A comment suppresses {rule} where there is no such finding', help: 'Delete the comment; what it excused is gone, or it stands above the wrong line.' },
    config: { problem: 'The configuration ignores {rule} where there is no such finding', help: 'Delete the entry of lint.ignore; what it excused is gone, or it names other services.' },
    expired: { problem: 'The configuration ignored {rule} until {expired}', help: 'Repair what it excused, or agree on another day and write it into lint.ignore.' },
  } satisfies Record<string, Message>,
  check: (unneeded: readonly Unneeded[]): readonly Positive[] =>
    unneeded.map((one) => ({
      verdict: 'positive',
      messageId: messageOf(one),
      data: { rule: one.rule, expired: one.expired ?? '' },
      services: one.services,
      at: { file: one.file, line: one.line },
      related: [],
    })),
} as const;

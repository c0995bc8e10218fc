import type { Flag } from '../../../system/shape-model.ts';
import { note } from '../../evidence/subjects.ts';
import type { Positive, Rule, Verdict } from '../../rule.ts';

const mostReads = 5;
const dayMs = 86_400_000;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

const ownersOf = ({ service }: Flag): readonly string[] => (service === null ? [] : [service]);

const positive = (flag: Flag, messageId: 'expired' | 'unread', data: Positive['data'] = {}): Positive => ({
  verdict: 'positive', messageId, data: { flag: flag.name, ...data }, services: ownersOf(flag), at: flag,
  related: flag.reads.slice(0, mostReads).map((read) => note(read, `${flag.name} is read here`)),
});

/** Somebody is still at work on a flag that was declared a few days ago; of rules without a day nobody can tell, so they count as old. */
const isNew = ({ declaredIn, since }: Flag, graceDays: number, today: string): boolean =>
  since === null ? declaredIn === 'code' : daysBetween(since, today) <= graceDays;

const verdictOf = (flag: Flag, graceDays: number, today: string): Verdict | null => {
  const { name, expires, reads, readers } = flag;
  if (expires !== null && expires < today) return positive(flag, 'expired', { expires });
  if (reads.length > 0 || readers === 'elsewhere' || isNew(flag, graceDays, today)) return null;
  if (readers === 'known') return positive(flag, 'unread');
  return { verdict: 'not-evaluable', services: ownersOf(flag), reason: `whether ${name} is read is not known: names of flags are put together by the code` };
};

export const staleFlag = {
  id: 'stale-flag',
  tier: 'info',
  subject: 'site',
  options: { graceDays: 30 },
  messages: {
    expired: { problem: 'the flag {flag} was to be gone by {expires}', help: 'Take it out with the way that lost: its declaration, its rules and each place that reads it. Or give it another day, and say why.' },
    unread: { problem: 'the flag {flag} is declared and nobody reads it', help: 'Take out its declaration and its rules, or read it where the ways part.' },
  },
  check: (model, { graceDays }, today) => model.flags.flatMap((flag) => verdictOf(flag, graceDays, today) ?? []),
} as const satisfies Rule<{ readonly graceDays: number }>;

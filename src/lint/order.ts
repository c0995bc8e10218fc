import { compareText } from '../shared/compare-text.ts';
import type { Finding, Tier, Unevaluated } from './rule.ts';

const tierRank: Readonly<Record<Tier, number>> = { error: 0, warning: 1, info: 2 };

/** Worst tier first, then rule, then place. */
export const compareFindings = (a: Finding, b: Finding): number =>
  tierRank[a.tier] - tierRank[b.tier] ||
  compareText(a.rule, b.rule) ||
  compareText(a.location.file, b.location.file) ||
  a.location.line - b.location.line ||
  a.location.column - b.location.column ||
  compareText(a.services.join(), b.services.join()) ||
  compareText(a.message, b.message);

export const compareUnevaluated = (a: Unevaluated, b: Unevaluated): number =>
  compareText(a.rule, b.rule) || compareText(a.services.join(), b.services.join()) || compareText(a.reason, b.reason);

import { readRulePage } from '../../files/rule-pages.ts';
import { metaRules } from '../../lint/meta.ts';
import type { DescribedRule } from '../../lint/report/reporter.ts';
import { parseRulePage, summaryOf } from '../../lint/rule-page.ts';
import { rules } from '../../lint/rules.ts';

/** Everything that can be switched by name, sorted by kind. */
export const knownRules = [...rules, ...metaRules];

/** A rule with its page. */
const described = ({ id, tier }: (typeof knownRules)[number]): DescribedRule => {
  const page = readRulePage(id) ?? '';
  return { id, tier, page, summary: summaryOf(parseRulePage(page)) };
};

/** Every rule with its page. Reads a file a rule, so only what prints pages asks for it. */
export const describeRules = (): readonly DescribedRule[] => knownRules.map(described);

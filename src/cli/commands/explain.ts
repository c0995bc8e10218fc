import { readRulePage } from '../../files/rule-pages.ts';
import { invalidSuppression } from '../../lint/meta/invalid-suppression/invalid-suppression.ts';
import { parseRulePage, summaryOf } from '../../lint/rule-page.ts';
import { rules } from '../../lint/rules.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { CommandSpec, Invocation } from '../command.ts';

const explained = [...rules, invalidSuppression];

const page = (id: string): string => {
  const found = explained.some((rule) => rule.id === id) ? readRulePage(id) : undefined;
  if (found === undefined) throw new UserError(ExitCode.usage, `there is no rule "${id}"`, didYouMean(id, explained.map((rule) => rule.id)));
  return found;
};

const entry = ({ id, tier }: (typeof explained)[number]): object => ({ rule: id, tier, summary: summaryOf(parseRulePage(page(id))) });

const list = (): string => {
  const width = Math.max(...explained.map(({ id }) => id.length));
  return explained.map(({ id, tier }) => `${id.padEnd(width)}  ${tier.padEnd(7)}  ${summaryOf(parseRulePage(page(id)))}`).join('\n');
};

const run = async ({ args: [id], json, terminal }: Invocation): Promise<ExitCode> => {
  if (typeof id !== 'string') terminal.out(json ? JSON.stringify(explained.map(entry), null, 2) : list());
  else terminal.out(json ? JSON.stringify({ rule: id, page: page(id) }, null, 2) : page(id));
  return ExitCode.done;
};

export const command: CommandSpec = {
  name: 'explain',
  summary: 'explain a lint rule',
  arguments: [{ name: '[rule]', description: 'the rule; without it all are listed' }],
  flags: [],
  examples: ['ms explain', 'ms explain no-timeout'],
  run,
};

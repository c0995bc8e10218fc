import { readRulePage } from '../../files/rule-pages.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { describeRules, knownRules } from '../lint/described-rules.ts';
import { answer } from '../steps/answer.ts';

const page = (id: string): string => {
  const found = knownRules.some((rule) => rule.id === id) ? readRulePage(id) : undefined;
  if (found === undefined) throw new UserError(ExitCode.usage, `there is no rule "${id}"`, didYouMean(id, knownRules.map((rule) => rule.id)));
  return found;
};

const list = (): string => {
  const all = describeRules();
  const width = Math.max(...all.map(({ id }) => id.length));
  return all.map(({ id, tier, summary }) => `${id.padEnd(width)}  ${tier.padEnd(7)}  ${summary}`).join('\n');
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const [id] = invocation.args;
  if (typeof id === 'string') return answer(invocation, { rule: id, page: page(id) }, page(id));
  return answer(invocation, describeRules().map(({ id: rule, tier, summary }) => ({ rule, tier, summary })), list());
};

export const command: CommandSpec = {
  name: 'explain',
  summary: 'explain a lint rule',
  arguments: [{ name: '[rule]', description: 'the rule; without it all are listed' }],
  flags: [],
  examples: ['ms explain', 'ms explain no-timeout'],
  run,
};

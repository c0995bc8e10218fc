import { flagValue, type FlagAnswers } from '../../create/kinds/flag/flag-names.ts';
import { flagPlan } from '../../create/kinds/flag/flag.ts';
import { commandsOf } from '../../create/package-manager.ts';
import type { Answers } from '../../create/question.ts';
import { flagQuestions } from '../../create/service-questions.ts';
import { requireService, type StandingSystem } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';
import { today } from '../today.ts';

/** How long a flag is meant to live where nobody says. */
const usualDays = 90;

const dayAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const flagAnswers = (system: StandingSystem, answers: Answers, since: string): FlagAnswers => {
  const home = requireService(system, String(answers['in']));
  const [expires, owner] = [String(answers['expires']), String(answers['owner'])];
  if (expires !== '' && expires <= since) throw new UserError(ExitCode.usage, `--expires ${expires} is over`, 'Give a day to come, or never.');
  return { name: String(answers['name']), home, since, value: flagValue(String(answers['default'])), owner: owner === '' ? home.name : owner, expires: expires === '' ? dayAfter(since, usualDays) : expires };
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(flagQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const given = flagAnswers(open.system, answers, today());
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-flag', flagQuestions, answers)}\n`);
  const { name, home } = given;
  return carryOut(flagPlan(given, open.system, readTemplates()), open, {
    done: `${home.name} has the flag ${name}.`,
    nothing: `${home.name} has the flag ${name}`,
    next: [`ask it where the ways part: await flags.value('${name}')`, `say for whom it is on: ${home.path}/flags.json`, `${commandsOf(open.system.pm).run} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-flag',
  summary: 'add a feature flag to a service: typed, with rules in a file, an owner and a day by which it is gone',
  arguments: questionArguments(flagQuestions),
  flags: [...questionFlags(flagQuestions), ...writingFlags],
  examples: ['ms add-flag free-shipping --in orders', 'ms add-flag page-size --in orders --default 20 --expires 2027-03-01', 'ms add-flag take-orders --in orders --default on --expires never --dry-run'],
  run,
};

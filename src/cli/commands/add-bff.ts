import type { BffAnswers } from '../../create/kinds/bff/bff-names.ts';
import { bffPlan } from '../../create/kinds/bff/bff.ts';
import { parseParts } from '../../create/kinds/bff/parse-parts.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { namesIn, type Answers } from '../../create/question.ts';
import { bffQuestions } from '../../create/service-questions.ts';
import type { StandingSystem } from '../../create/standing-system.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { serviceMaterial } from '../steps/service-material.ts';
import { writingFlags } from '../steps/writing-flags.ts';

const bffAnswers = (system: StandingSystem, answers: Answers): BffAnswers => ({
  name: String(answers['name']),
  client: String(answers['for']),
  parts: parseParts(system, namesIn(String(answers['compose']))),
});

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(bffQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const given = bffAnswers(open.system, answers);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-bff', bffQuestions, answers)}\n`);
  const { name, client } = given;
  const { install, run: script } = commandsOf(open.system.pm);
  return carryOut(bffPlan(given, open.system, serviceMaterial()), open, {
    done: `${name} is the backend of ${client}.`,
    nothing: `${name} is the backend of ${client}`,
    next: [install, `give the view its shape: services/${name}/contract/src/v1/${client}-overview.ts`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-bff',
  summary: 'add a backend for one front end: views composed of other services under one deadline, with partial results, batching and a cache, and its tests',
  arguments: questionArguments(bffQuestions),
  flags: [...questionFlags(bffQuestions), ...writingFlags],
  examples: ['ms add-bff web-shop --for web --compose "orders, inventory"', 'ms add-bff mobile-api --for mobile --compose orders.getOrder inventory.listStock', 'ms add-bff web-shop --for web --compose orders --dry-run'],
  run,
};

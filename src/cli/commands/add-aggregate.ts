import { toldEvent, type AggregateAnswers } from '../../create/kinds/aggregate/aggregate-names.ts';
import { aggregatePlan } from '../../create/kinds/aggregate/aggregate.ts';
import { parseEvents } from '../../create/kinds/aggregate/parse-events.ts';
import { eventPlan } from '../../create/kinds/event/event.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { aggregateQuestions } from '../../create/service-questions.ts';
import { requireService, type StandingSystem } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { combine } from '../../plan/combine.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';

/** The aggregate, and what others hear of it. */
const planOf = (answers: AggregateAnswers, system: StandingSystem): Plan => {
  const { home, events } = answers;
  const templates = readTemplates();
  const aggregate = aggregatePlan(answers, system, templates);
  return combine(aggregate, ...events.map((event) => eventPlan({ publisher: home, event: toldEvent(answers, event), version: 1, consumers: [] }, system, templates)));
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(aggregateQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const given: AggregateAnswers = { name: String(answers['name']), events: parseEvents(String(answers['events'])), home: requireService(open.system, String(answers['in'])) };
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-aggregate', aggregateQuestions, answers)}\n`);
  const { name, home } = given;
  const { install, run: script } = commandsOf(open.system.pm);
  const folder = `${home.path}/src/aggregates/${name}`;
  return carryOut(planOf(given, open.system), open, {
    done: `${home.name} keeps the aggregate ${name}.`,
    nothing: `${home.name} keeps the aggregate ${name}`,
    next: [install, `say what an event holds: ${folder}/events/`, `say what may happen when, and what follows: ${folder}/decide.ts, ${folder}/state.ts`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-aggregate',
  summary: 'keep something as the events that made it what it is: decisions, history, snapshots, and the events told to others, with their tests',
  arguments: questionArguments(aggregateQuestions),
  flags: [...questionFlags(aggregateQuestions), ...writingFlags],
  examples: ["ms add-aggregate order --in orders --events 'placed, paid, shipped'", "ms add-aggregate parcel --in shipping --events 'packed, sent, delivered' --dry-run"],
  run,
};

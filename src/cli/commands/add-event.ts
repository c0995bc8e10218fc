import { eventPlan } from '../../create/kinds/event/event.ts';
import type { EventAnswers } from '../../create/kinds/event/event-names.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { namesIn, type Answers } from '../../create/question.ts';
import { eventQuestions } from '../../create/service-questions.ts';
import { requireService, type StandingSystem } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Service } from '../../system/model.ts';
import { addAdoptedEvent } from '../adopted/add-event.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openAdopted } from '../steps/open-adopted.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';

const consumersOf = (system: Pick<StandingSystem, 'model'>, publisher: Service, list: string): readonly Service[] => {
  if (namesIn(list).includes(publisher.name)) throw new UserError(ExitCode.usage, `${publisher.name} would hear its own event`, 'Name other services with --to. What it does itself, it does where it publishes, in the same transaction.');
  return namesIn(list).map((name) => requireService(system, name));
};

const eventAnswers = (system: StandingSystem, answers: Answers): EventAnswers => {
  const publisher = requireService(system, String(answers['service']));
  return { publisher, event: String(answers['event']), version: Number(answers['version']), consumers: consumersOf(system, publisher, String(answers['to'])) };
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(eventQuestions, invocation);
  const adopted = await openAdopted(invocation);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-event', eventQuestions, answers)}\n`);
  if (adopted !== null) return addAdoptedEvent(adopted, answers, { consumers: consumersOf(adopted.system, requireService(adopted.system, String(answers['service'])), String(answers['to'])), invocation });
  const open = openSystem(invocation.cwd);
  const given = eventAnswers(open.system, answers);
  const { publisher, event, version } = given;
  const { install, run: script } = commandsOf(open.system.pm);
  const plan = eventPlan(given, open.system, readTemplates());
  const file = `${event}-v${String(version)}.ts`;
  return carryOut(plan, open, {
    done: `${publisher.name} has the event ${publisher.name}.${event}.v${String(version)}.`,
    nothing: `${publisher.name} has the event ${publisher.name}.${event}.v${String(version)}`,
    next: [install, `say what it tells: ${publisher.path}/contract/src/v${String(version)}/${event}.ts`, `publish it where it happens, with ${publisher.path}/src/events/${file}`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-event',
  summary: 'let a service tell others what has happened: a versioned event, its publisher and its consumers, with their tests',
  arguments: questionArguments(eventQuestions),
  flags: [...questionFlags(eventQuestions), ...writingFlags],
  examples: ['ms add-event orders shipped --to inventory payment', 'ms add-event orders shipped --version 2', 'ms add-event catalog price-changed --dry-run'],
  run,
};

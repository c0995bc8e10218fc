import { requireEvent } from '../../create/event-reference.ts';
import { cachePlan, type CacheAnswers } from '../../create/kinds/cache/cache.ts';
import { forgetsAlready } from '../../create/kinds/cache/refusals.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { namesIn, type Answers } from '../../create/question.ts';
import { cacheQuestions } from '../../create/service-questions.ts';
import { requireService, type StandingSystem } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { nameForms } from '../../shared/name-forms.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';

const cacheAnswers = (system: StandingSystem, answers: Answers): CacheAnswers => {
  const [name, home] = [String(answers['name']), requireService(system, String(answers['in']))];
  const invalidatedBy = namesIn(String(answers['invalidated-by'])).map((reference) => requireEvent(system, reference, (event) => forgetsAlready({ name, home }, event, system)));
  return { name, home, invalidatedBy };
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(cacheQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const given = cacheAnswers(open.system, answers);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-cache', cacheQuestions, answers)}\n`);
  const { name, home } = given;
  const { install, run: script } = commandsOf(open.system.pm);
  const said = `${home.name} has the cache ${name}`;
  return carryOut(cachePlan(given, open.system, readTemplates()), open, {
    done: `${said}.`,
    nothing: said,
    next: [install, `say what is kept, and how long: ${home.path}/src/caches/${name}.ts`, `ask it where the value is needed: await ${nameForms(name).camel}Cache.get(key, load)`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-cache',
  summary: 'cache in a service what is dear to get: on Redis (memory in development), loaded once for all who ask, forgotten after events, with its tests',
  arguments: questionArguments(cacheQuestions),
  flags: [...questionFlags(cacheQuestions), ...writingFlags],
  examples: ['ms add-cache stock-level --in orders --invalidated-by inventory.stock-changed', 'ms add-cache exchange-rate --in billing', 'ms add-cache price --in catalog --dry-run'],
  run,
};

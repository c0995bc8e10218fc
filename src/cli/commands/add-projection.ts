import { findSources } from '../../create/kinds/projection/find-sources.ts';
import type { ProjectionAnswers } from '../../create/kinds/projection/projection-names.ts';
import { projectionPlan } from '../../create/kinds/projection/projection.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { projectionQuestions } from '../../create/service-questions.ts';
import { requireService } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(projectionQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const named = { name: String(answers['name']), home: requireService(open.system, String(answers['in'])) };
  const given: ProjectionAnswers = { ...named, sources: findSources(open.system, named, String(answers['from'])) };
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-projection', projectionQuestions, answers)}\n`);
  const { install, run: script } = commandsOf(open.system.pm);
  const { name, home } = given;
  const folder = `${home.path}/src/projections/${name}`;
  return carryOut(projectionPlan(given, open.system, readTemplates()), open, {
    done: `${home.name} has the read model ${name}.`,
    nothing: `${home.name} has the read model ${name}`,
    next: [install, `say what a row holds: ${folder}/rows.ts, ${home.path}/contract/src/v1/${name}.ts`, `say what follows from each event: ${folder}/`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-projection',
  summary: 'add a read model: tables made from events of this service and of others, built again beside the running one when they change, with their tests',
  arguments: questionArguments(projectionQuestions),
  flags: [...questionFlags(projectionQuestions), ...writingFlags],
  examples: ["ms add-projection order-overview --in orders --from 'orders.order-placed, payment.charged'", "ms add-projection sales --in reports --from 'orders.order.confirmed' --dry-run"],
  run,
};

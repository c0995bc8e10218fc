import { parseSteps, type GivenStep } from '../../create/kinds/saga/parse-steps.ts';
import { sagaPlan } from '../../create/kinds/saga/saga.ts';
import { routeName, type SagaAnswers, type SagaStep } from '../../create/kinds/saga/saga-names.ts';
import { commandsOf } from '../../create/package-manager.ts';
import type { Answers } from '../../create/question.ts';
import { sagaQuestions } from '../../create/service-questions.ts';
import { contractPackage, requireService, type StandingSystem } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Service } from '../../system/model.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { writingFlags } from '../steps/writing-flags.ts';

interface Around {
  readonly system: StandingSystem;
  readonly home: Service;
  readonly saga: string;
}

const stepIn = ({ system, home, saga }: Around) => ({ name, service, irreversible }: GivenStep): SagaStep => {
  if (service === null) return { name, irreversible, other: null };
  if (service === home.name) throw new UserError(ExitCode.usage, `${name} is a step in ${home.name} itself`, `Write it without @${home.name}.`);
  const other = requireService(system, service);
  contractPackage(system, other);
  return { name, irreversible, other: { service: other, route: routeName(system, other, { saga, step: name }) } };
};

const sagaAnswers = (system: StandingSystem, answers: Answers): SagaAnswers => {
  const [name, home, given] = [String(answers['name']), requireService(system, String(answers['in'])), parseSteps(String(answers['steps']))];
  return { name, home, steps: given.map(stepIn({ system, home, saga: name })) };
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(sagaQuestions, invocation);
  const open = openSystem(invocation.cwd);
  const given = sagaAnswers(open.system, answers);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-saga', sagaQuestions, answers)}\n`);
  const { name, home, steps } = given;
  const { install, run: script } = commandsOf(open.system.pm);
  const fill = [...steps.filter(({ other }) => other === null).map((step) => `${home.path}/src/sagas/${name}/${step.name}.ts`), ...steps.flatMap(({ other }) => (other === null ? [] : [`${other.service.path}/src/routes/${other.route}.ts`]))];
  return carryOut(sagaPlan(given, open.system, readTemplates()), open, {
    done: `${home.name} has the saga ${name}.`,
    nothing: `${home.name} has the saga ${name}`,
    next: [install, `say what it must know: ${home.path}/contract/src/v1/${name}.ts`, `say what the steps do: ${fill.join(', ')}`, `${script} check`],
  }, invocation);
};

export const command: CommandSpec = {
  name: 'add-saga',
  summary: 'add a saga: steps in several services that are all done or all undone, whatever crashes, with the test that proves it',
  arguments: questionArguments(sagaQuestions),
  flags: [...questionFlags(sagaQuestions), ...writingFlags],
  examples: ["ms add-saga fulfil-order --in orders --steps 'hold-stock@inventory, take-money@payment, close-order!'", "ms add-saga sign-up --in accounts --steps 'create-login@logins, send-welcome!' --dry-run"],
  run,
};

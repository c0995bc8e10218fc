import { servicePlan, type ServiceAnswers } from '../../create/kinds/service.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { serviceQuestions } from '../../create/service-questions.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openSystem } from '../steps/open-system.ts';
import { serviceMaterial } from '../steps/service-material.ts';
import { writingFlags } from '../steps/writing-flags.ts';

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(serviceQuestions, invocation);
  const given = answers as unknown as ServiceAnswers;
  const open = openSystem(invocation.cwd);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-service', serviceQuestions, answers)}\n`);
  const plan = servicePlan(given, open.system, serviceMaterial());
  const { install, run: script } = commandsOf(open.system.pm);
  return carryOut(plan, open, { done: `${given.name} is part of the system.`, nothing: `${given.name} is part of the system`, next: [install, `${script} dev`] }, invocation);
};

export const command: CommandSpec = {
  name: 'add-service',
  summary: 'add a service to this system, wired into gateway, compose, Kubernetes, CI, ports and dev',
  arguments: questionArguments(serviceQuestions),
  flags: [...questionFlags(serviceQuestions), ...writingFlags],
  examples: ['ms add-service billing', 'ms add-service search --store memory --no-expose', 'ms add-service prices --api both', 'ms add-service billing --yes --dry-run'],
  run,
};

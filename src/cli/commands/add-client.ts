import { refuseCycle } from '../../create/kinds/client-cycle.ts';
import { clientName } from '../../create/edits/client-file.ts';
import { clientPlan } from '../../create/kinds/client.ts';
import { consumerContractPlan, interactionsFiles } from '../../create/kinds/consumer-contract.ts';
import { commandsOf } from '../../create/package-manager.ts';
import { clientQuestions, protocolsOf, type ApiKind } from '../../create/service-questions.ts';
import { requireService } from '../../create/standing-system.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { combine } from '../../plan/combine.ts';
import type { ExitCode } from '../../shared/errors.ts';
import { ask, sameLine } from '../ask.ts';
import { contractProtos } from '../contracts/contract-protos.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { questionArguments, questionFlags } from '../question-flags.ts';
import { addAdoptedClient } from '../adopted/add-client.ts';
import { carryOut } from '../steps/carry-out.ts';
import { openAdopted } from '../steps/open-adopted.ts';
import { openSystem } from '../steps/open-system.ts';
import { dryRunFlag } from '../steps/writing-flags.ts';

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { answers, asked } = await ask(clientQuestions, invocation);
  const adopted = await openAdopted(invocation);
  if (asked) invocation.terminal.err(`\nThe same without questions:\n  ${sameLine('ms add-client', clientQuestions, answers)}\n`);
  if (adopted !== null) return addAdoptedClient(adopted, answers, invocation);
  const open = openSystem(invocation.cwd);
  const [from, to] = [requireService(open.system, String(answers['from'])), requireService(open.system, String(answers['to']))];
  const api = answers['api'] as ApiKind;
  if (api !== 'http') await contractProtos(open.files, `${to.path}/contract`, 'here');
  const parties = { consumer: from, provider: to };
  const plan = combine(clientPlan(from, to, open.system, api), consumerContractPlan(parties, api, open.system, readTemplates()));
  if (invocation.flags['force'] !== true) refuseCycle(from, to, open.system);
  const { install, run: script } = commandsOf(open.system.pm);
  const said = `${from.name} has a client of ${to.name}`;
  const files = protocolsOf(api).map((protocol) => `${from.path}/src/clients/${clientName(to.name, protocol)}.ts`);
  return carryOut(plan, open, { done: `${said}: ${files.join(', ')}`, nothing: said, next: [install, `say what ${from.name} relies on: ${interactionsFiles(parties, api).join(', ')}`, `${script} check`] }, invocation);
};

export const command: CommandSpec = {
  name: 'add-client',
  summary: 'let one service call another: a typed client of its contract, discovered, with deadline, retry and circuit breaker, and the contract test that goes with it',
  arguments: questionArguments(clientQuestions),
  flags: [...questionFlags(clientQuestions), dryRunFlag, { flags: '--force', description: 'overwrite files that are in the way, and add the client even if it closes a circle of calls' }],
  examples: ['ms add-client orders inventory', 'ms add-client billing orders --dry-run', 'ms add-client billing prices --api grpc'],
  run,
};

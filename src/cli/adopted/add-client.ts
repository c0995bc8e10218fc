import { adoptedClientPlan } from '../../create/kinds/adopted/client.ts';
import { packageFolder } from '../../create/adopted-system.ts';
import { serviceNames } from '../../create/kinds/adopted/names.ts';
import { refuseCycle } from '../../create/kinds/client-cycle.ts';
import type { Answers } from '../../create/question.ts';
import { requireService } from '../../create/standing-system.ts';
import type { ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { carryOut } from '../steps/carry-out.ts';
import type { OpenAdopted } from '../steps/open-adopted.ts';
import { installLines } from './install-line.ts';

/** `ms add-client` in a repository that was adopted. */
export const addAdoptedClient = (open: OpenAdopted, answers: Answers, invocation: Invocation): ExitCode => {
  const { system } = open;
  const [from, to] = [requireService(system, String(answers['from'])), requireService(system, String(answers['to']))];
  const { plan, files } = adoptedClientPlan(from, to, system);
  if (invocation.flags['force'] !== true) refuseCycle(from, to, { model: system.model, read: system.files.read });
  const { client } = serviceNames(to);
  const said = `${from.name} has a client of ${to.name}`;
  return carryOut(plan, open, {
    done: `${said}: ${files.client}`,
    nothing: said,
    next: [
      ...installLines(system, [packageFolder(system, from)]),
      `call it: import ${client} of ${files.client}, e.g. await ${client}.…({ params, body })`,
      `say where ${to.name} is, in the environment of ${from.name}: STATIC_SERVICES=${to.name}=http://host:port, or DISCOVERY=dns, or consul`,
      `say what travels: ${files.contract}`,
    ],
  }, invocation);
};

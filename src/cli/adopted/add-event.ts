import { adoptedEventPlan } from '../../create/kinds/adopted/event.ts';
import { packageFolder } from '../../create/adopted-system.ts';
import type { Answers } from '../../create/question.ts';
import { requireService } from '../../create/standing-system.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Service } from '../../system/model.ts';
import type { Invocation } from '../command.ts';
import { carryOut } from '../steps/carry-out.ts';
import type { OpenAdopted } from '../steps/open-adopted.ts';
import { installLines } from './install-line.ts';

/** `ms add-event` in a repository that was adopted. @throws UserError (exit 3) for a later version */
export const addAdoptedEvent = (open: OpenAdopted, answers: Answers, { consumers, invocation }: { readonly consumers: readonly Service[]; readonly invocation: Invocation }): ExitCode => {
  const { system } = open;
  if (answers['version'] !== '1') throw new UserError(ExitCode.refused, 'an adopted service has no later versions of an event: the chassis publishes the earlier one beside it only where it has the contract', 'Add an event of another name, and publish both while the old one has consumers.');
  const publisher = requireService(system, String(answers['service']));
  const { plan, files } = adoptedEventPlan({ publisher, event: String(answers['event']), consumers }, system);
  const folders = [...new Set([publisher, ...consumers].map((service) => packageFolder(system, service)))];
  return carryOut(plan, open, {
    done: `${publisher.name} has the event ${files.type}.`,
    nothing: `${publisher.name} has the event ${files.type}`,
    next: [
      ...installLines(system, folders),
      `say what it tells, in each copy: ${files.contract}`,
      `publish it where it happens: ${files.publisher}`,
      ...(files.consumers.length === 0 ? [] : [`say what follows from it: ${files.consumers.join(', ')}`]),
      `where each of them starts: await startChassis(), from ${files.starts.join(', ')}`,
    ],
  }, invocation);
};

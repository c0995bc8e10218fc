import { argument } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, option, publish } from './fact.ts';

/** Zeebe: workers take jobs of a type, a failed job is tried again as often as the process says and then raises an incident. */
export const zeebeEvents: EventLibrary = {
  name: 'zeebe',
  modules: ['zeebe-node', '@camunda8/sdk', 'camunda-8-sdk'],
  match: (use) => {
    const name = methodOf(use);
    const first = argument(use, 0);
    if (/^(?:createWorker|createBatchWorker)$/.test(name)) return consume('zeebe', first.kind === 'object' ? option(use, first, ['taskType', 'type']) : argument(use, first.kind === 'text' && use.site.args.length > 2 && argument(use, 1).kind === 'text' ? 1 : 0), { onFailure: 'bounded-retry' });
    if (/^(?:publishMessage|publishStartMessage|broadcastSignal)$/.test(name)) return publish('zeebe', option(use, first, ['name', 'signalName']));
    return /^createProcessInstance(?:WithResult)?$/.test(name) ? publish('zeebe', first.kind === 'object' ? option(use, first, ['bpmnProcessId']) : first) : null;
  },
};

import { argument, isSet, property, type Use } from '../../model/use.ts';
import type { Term } from '../../model/term.ts';
import type { EventLibrary } from '../library.ts';
import { consume, maker, methodOf, publish } from './fact.ts';

const named = (use: Use, term: Term): Term => (term.kind === 'object' ? property(use.reducer, term, isSet(use.reducer, term, 'name') ? 'name' : 'queueName') : term);

/** The queue behind a method: it was made here, or is injected by its name. */
const queueOf = (use: Use): Term | null => {
  const made = use.external.made.findLast(({ site }) => site.isNew) ?? maker(use, /^InjectQueue$/);
  return made == null ? null : named(use, argument({ ...use, ...made }, 0));
};

/** Bull and BullMQ: a queue's jobs are messages to its workers; what fails stays among the failed jobs. */
export const bullEvents: EventLibrary = {
  name: 'bullmq',
  modules: ['bullmq', 'bull', '@nestjs/bull', '@nestjs/bullmq', 'bee-queue'],
  match: (use) => {
    const { external, site } = use;
    const name = methodOf(use);
    const isQueue = /(?:^|[.])(?:Queue|default)?#\.\w+$|InjectQueue\(\)\.\w+$/.test(external.path);
    if (name === 'Worker' && site.isNew) return consume('bullmq', argument(use, 0), { onFailure: 'bounded-retry' });
    if (name === 'Processor' && external.module.startsWith('@nestjs')) return consume('bullmq', named(use, argument(use, 0)), { onFailure: 'bounded-retry' });
    const queue = isQueue ? queueOf(use) : null;
    if (queue === null) return null;
    if (/^(?:add|addBulk|createJob)$/.test(name)) return publish('bullmq', queue);
    return name === 'process' ? consume('bullmq', queue, { onFailure: 'bounded-retry' }) : null;
  },
};

import type { DualWrite } from '../../../system/model.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

/** A library of the team writes and tells for several services at one place. */
const placeOf = ({ file, line, column }: DualWrite): string => `${file}:${line}:${column ?? 1}`;

export const dualWrite = {
  id: 'dual-write',
  tier: 'warning',
  subject: 'site',
  messages: {
    publish: {
      problem: '{service} changes its database and then publishes {target} in {handler}; a crash between the two loses the event',
      help: 'Write the event into an outbox table in the same transaction and let a relay publish it, or have the log of the database published.',
    },
    call: {
      problem: '{service} changes its database and then has {target} change its own in {handler}; a crash or refusal between the two leaves them at odds',
      help: 'Let the other service follow an event that an outbox publishes, or make the steps a saga with a compensation for each.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    const found = Map.groupBy(model.dualWrites.filter(({ service }) => judged.has(service)), placeOf);
    return [...found.values()].flatMap((all) => all.slice(0, 1).map((first): Positive => {
      const { service, handler, tells, target, write } = first;
      const to = tells === 'call' ? model.services.find(({ name }) => target?.split(' ')[0] === name) : undefined;
      return {
        verdict: 'positive', messageId: tells,
        data: { service, handler: handler === '' ? 'one piece of work' : handler, target: target ?? 'an event' },
        services: [...all.map((one) => one.service), ...(to === undefined ? [] : [to.name])],
        at: first, related: [write, note(first, tells === 'call' ? 'and calls the other service here' : 'and publishes here')],
      };
    }));
  },
} as const satisfies Rule;

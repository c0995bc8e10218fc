import type { Model, Service } from '../../../system/model.ts';
import { judgedServices, servicesWith, servingAt } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const verdictOf = (model: Model, { name, evidence }: Service): readonly Positive[] => {
  const serving = servingAt(model, name);
  return serving === undefined ? [] : [{ verdict: 'positive', messageId: 'cut', data: { service: name }, services: [name], at: serving, related: [serving, ...evidence.slice(0, 1)] }];
};

export const noGracefulShutdown = {
  id: 'no-graceful-shutdown',
  tier: 'warning',
  subject: 'service',
  messages: {
    cut: {
      problem: '{service} serves and does nothing when it is told to end',
      help: 'On SIGTERM stop to accept, finish what is in flight, close consumers and connections, then exit: a signal handler, close-with-grace, terminus, or enableShutdownHooks in Nest.',
    },
  },
  check: (model) => {
    const graceful = servicesWith(model, 'shutdown');
    return judgedServices(model).filter(({ name }) => !graceful.has(name)).flatMap((service) => verdictOf(model, service));
  },
} as const satisfies Rule;

import type { ConsoleUse } from '../../../system/model.ts';
import { isJob, judgedServices, namesOf, servicesWith } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const toPositive = (use: ConsoleUse): Positive => ({ verdict: 'positive', messageId: 'console', data: { service: use.service, count: use.count }, services: [use.service], at: use, related: use.most });

export const consoleLogging = {
  id: 'console-logging',
  tier: 'info',
  subject: 'service',
  options: { calls: 3 },
  messages: {
    console: {
      problem: '{service} logs with console {count} times and has no structured logger',
      help: 'Log records with a level, a time and the ids of request and trace through pino, winston or the logger of the framework, to standard output.',
    },
  },
  check: (model, { calls }) => {
    const judged = namesOf(judgedServices(model).filter((service) => !isJob(model, service)));
    const structured = servicesWith(model, 'structured-log');
    return model.consoles.filter(({ service, count }) => count >= calls && judged.has(service) && !structured.has(service)).map(toPositive);
  },
} as const satisfies Rule<{ readonly calls: number }>;

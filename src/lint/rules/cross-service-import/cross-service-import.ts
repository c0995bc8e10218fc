import type { CrossImport } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, namesOf } from '../../evidence/subjects.ts';

const toPositive = (found: CrossImport): Positive => ({
  verdict: 'positive',
  messageId: 'runtime',
  data: { from: found.from, to: found.to, specifier: found.specifier },
  services: [found.from, found.to],
  at: found,
  related: [],
});

export const crossServiceImport = {
  id: 'cross-service-import',
  tier: 'error',
  subject: 'site',
  messages: {
    runtime: {
      problem: '{from} imports the source of {to}: {specifier}',
      help: 'Call the other service through its API, or share a contract package that holds only schemas and types; now the two can only be deployed together.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.imports.filter((found) => judged.has(found.from) && found.from !== found.to).map(toPositive);
  },
} as const satisfies Rule;

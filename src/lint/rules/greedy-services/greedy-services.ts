import type { Service } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { cutServices, nanoServices } from '../../evidence/cuts.ts';
import { byDatabase, primaryStores } from '../../evidence/databases.ts';
import { note, siteOf } from '../../evidence/subjects.ts';

const toPositive = (messageId: string, nano: readonly Service[], data: Readonly<Record<string, string | number>>): readonly Verdict[] => {
  const [at, ...rest] = nano.map((service) => note(siteOf(service), `${service.name} does next to nothing`));
  return at === undefined ? [] : [{ verdict: 'positive', messageId, data: { ...data, names: nano.map(({ name }) => name).join(', ') }, services: [], at, related: [at, ...rest] }];
};

export const greedyServices = {
  id: 'greedy-services',
  tier: 'info',
  subject: 'system',
  options: { entries: 2, size: 0.5, share: 0.5, onOneDatabase: 3 },
  messages: {
    most: {
      problem: '{count} of {all} services do next to nothing: {names}',
      help: 'Put together what changes together; a service is worth its network when a team can own it alone.',
    },
    'one-database': {
      problem: '{count} services that do next to nothing use one database: {names}',
      help: 'Make them one service: their data keeps them together anyway.',
    },
  },
  check: (model, { entries, size, share, onOneDatabase }): readonly Verdict[] => {
    const all = cutServices(model).length;
    const nano = nanoServices(model, { entries, share: size });
    if (nano.length > all * share) return toPositive('most', nano, { count: nano.length, all });
    const together = byDatabase(primaryStores(model)).map((group) => nano.filter(({ name }) => group.some(({ service }) => service === name)));
    return together.filter((group) => group.length >= onOneDatabase).flatMap((group) => toPositive('one-database', group, { count: group.length }));
  },
} as const satisfies Rule<{ entries: number; size: number; share: number; onOneDatabase: number }>;

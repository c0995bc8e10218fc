import { compareText } from '../../../shared/compare-text.ts';
import type { Technology } from '../../../system/shape-model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';

const titles: Readonly<Record<Technology['kind'], string>> = {
  language: 'languages', 'web-framework': 'web frameworks', 'http-client': 'HTTP clients', orm: 'object mappers', broker: 'brokers', engine: 'database engines',
};

/** The first place of each technology of a kind, by its name. */
const onePerName = (technologies: readonly Technology[]): readonly Technology[] =>
  [...new Map(technologies.toReversed().map((one) => [one.name, one])).values()].toSorted((a, b) => compareText(a.name, b.name));

export const tooManyStandards = {
  id: 'too-many-standards',
  tier: 'info',
  subject: 'system',
  options: { most: 2 },
  messages: {
    many: {
      problem: 'The services use {count} {kind}: {names}',
      help: 'Agree on one or two and on when the others are worth their price: each one more is learned, patched and operated by everybody.',
    },
  },
  check: (model, { most }): readonly Verdict[] => {
    const judged = namesOf(judgedServices(model).filter(({ role }) => role !== 'gateway'));
    const kinds = Map.groupBy(model.technologies.filter(({ service }) => judged.has(service)), ({ kind }) => kind);
    return [...kinds].flatMap(([kind, all]) => {
      const names = onePerName(all);
      const [at, ...rest] = names.map((one) => note(one, `${one.service} uses ${one.name}`));
      if (names.length <= most || at === undefined) return [];
      return [{ verdict: 'positive', messageId: 'many', data: { count: names.length, kind: titles[kind], names: names.map(({ name }) => name).join(', ') }, services: [], at, related: [at, ...rest] }];
    });
  },
} as const satisfies Rule<{ most: number }>;

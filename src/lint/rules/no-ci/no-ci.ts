import { compareText } from '../../../shared/compare-text.ts';
import { judgedServices, siteOf } from '../../evidence/subjects.ts';
import type { Rule, Verdict } from '../../rule.ts';

export const noCi = {
  id: 'no-ci',
  tier: 'info',
  subject: 'system',
  messages: {
    none: {
      problem: 'nothing in the repository builds or tests its services',
      help: 'Add a pipeline that builds, tests and lints each service that a change touches.',
    },
  },
  check: (model): readonly Verdict[] => {
    const [first] = judgedServices(model).toSorted((a, b) => compareText(a.path, b.path));
    if (first === undefined || model.deployment.pipelines.length > 0) return [];
    if (!model.deployment.wholeRepository) return [{ verdict: 'not-evaluable', services: [], reason: 'the folder is part of a repository whose other files were not read' }];
    return [{ verdict: 'positive', messageId: 'none', data: {}, services: [], at: siteOf(first), related: [] }];
  },
} as const satisfies Rule;

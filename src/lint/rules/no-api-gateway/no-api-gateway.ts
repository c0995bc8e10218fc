import { compareText } from '../../../shared/compare-text.ts';
import { note } from '../../evidence/subjects.ts';
import type { Rule, Verdict } from '../../rule.ts';

export const noApiGateway = {
  id: 'no-api-gateway',
  tier: 'warning',
  subject: 'system',
  messages: {
    open: {
      problem: '{count} services are open to the outside and nothing stands in front of them',
      help: 'Put a gateway, an ingress or a reverse proxy in front, and stop publishing the ports of the services behind it.',
    },
  },
  check: (model): readonly Verdict[] => {
    const { exposures, entrances } = model.deployment;
    const inside = model.services.filter(({ role }) => role === 'business');
    if (inside.length < 2 || entrances.length > 0 || model.services.some(({ role }) => role === 'gateway')) return [];
    if (exposures.length === 0) return [{ verdict: 'not-evaluable', services: [], reason: 'no deployment file says which service can be reached from outside' }];
    const sorted = exposures.toSorted((a, b) => compareText(a.file, b.file) || a.line - b.line);
    const names = new Set(inside.map(({ name }) => name));
    const open = sorted.filter(({ service }, index) => names.has(service) && sorted.findIndex((one) => one.service === service) === index);
    const [first] = open;
    if (first === undefined || open.length < 2) return [];
    return [{ verdict: 'positive', messageId: 'open', data: { count: open.length }, services: [], at: first, related: open.map((one) => note(one, `${one.service}: ${one.note}`)) }];
  },
} as const satisfies Rule;

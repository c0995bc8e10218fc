import type { Rule, Verdict } from '../../rule.ts';
import { couldMeet, eventEdges, unheardPublish, unreadBroker } from '../../evidence/events.ts';
import { edgeNote, syncEdges } from '../../evidence/graph.ts';
import { judgedServices } from '../../evidence/subjects.ts';

export const syncEverywhere = {
  id: 'sync-everywhere',
  tier: 'warning',
  subject: 'system',
  options: { services: 3, edges: 2 },
  messages: {
    'no-event': {
      problem: 'All {edges} connections between the {services} services are synchronous calls; no event leads from one to another',
      help: 'Let services follow events where the answer is not needed at once: what happened is published, and who needs the data keeps a copy.',
    },
  },
  check: (model, options): readonly Verdict[] => {
    const services = judgedServices(model).length;
    const edges = syncEdges(model);
    const [first, ...rest] = edges.flatMap(edgeNote);
    if (services < options.services || edges.length < options.edges || first === undefined || eventEdges(model).length > 0) return [];
    if (couldMeet(model)) return [{ verdict: 'not-evaluable', services: [], reason: 'events are published and consumed on channels whose names are computed' }];
    const unread = unreadBroker(model);
    if (unread !== null) return [{ verdict: 'not-evaluable', services: [], reason: `what ${unread.service} publishes or consumes through ${unread.name} is not seen` }];
    const unheard = unheardPublish(model);
    if (unheard !== null) return [{ verdict: 'not-evaluable', services: [], reason: `${unheard.service} publishes, and nobody is seen to consume anything` }];
    return [{ verdict: 'positive', messageId: 'no-event', data: { edges: edges.length, services }, services: [], at: first, related: [first, ...rest] }];
  },
} as const satisfies Rule<{ services: number; edges: number }>;

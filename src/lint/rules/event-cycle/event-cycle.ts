import { eventEdges } from '../../evidence/events.ts';
import { byNames, edgeNote, shortestCycles, syncEdges, type Link } from '../../evidence/graph.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';
import type { Evidence, Model, Site } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';

/** One service calls another, or publishes what it follows. */
interface Way extends Link {
  readonly isEvent: boolean;
  readonly evidence: readonly Evidence[];
}

const placeOf = ({ file, line }: Site): string => `${file}:${line}`;

/** Code that several services run follows a channel for all of them: who publishes there tells itself as much as the others. */
const eventWays = (model: Model): readonly Way[] => {
  const judged = namesOf(judgedServices(model));
  const follows = new Set(model.events.filter(({ direction }) => direction === 'consume').map((event) => `${event.service} ${placeOf(event)}`));
  const met = eventEdges(model).filter(({ publish, consume }) => judged.has(publish.service) && judged.has(consume.service) && !follows.has(`${publish.service} ${placeOf(consume)}`));
  return [...Map.groupBy(met, ({ publish, consume }) => `${publish.service}\0${consume.service}`).values()].flatMap((group) => group.slice(0, 1).map(({ publish, consume }): Way => ({
    from: publish.service, to: consume.service, isEvent: true,
    evidence: [note(publish, `${publish.service} publishes ${publish.channel ?? ''}`), note(consume, `${consume.service} follows ${consume.channel ?? ''}`)],
  })));
};

/** Between two services that call one another, too, the call is what counts. */
const waysOf = (model: Model): readonly Way[] => {
  const calls = syncEdges(model).map((edge): Way => ({ from: edge.from, to: edge.to, isEvent: false, evidence: edgeNote(edge) }));
  const called = new Set(calls.map(({ from, to }) => `${from}\0${to}`));
  return [...calls, ...eventWays(model).filter(({ from, to }) => !called.has(`${from}\0${to}`))].toSorted(byNames);
};

/** A longer circle says nothing new where each of its services is in a shorter one. */
const withNews = (cycles: readonly (readonly Way[])[]): readonly (readonly Way[])[] => {
  const told = new Set<string>();
  return cycles.filter((cycle) => {
    const isNew = cycle.length === 2 || cycle.some(({ from }) => !told.has(from));
    for (const { from } of cycle) told.add(from);
    return isNew;
  });
};

const toPositive = (cycle: readonly Way[]): readonly Positive[] => {
  const services = cycle.map(({ from }) => from);
  const first = cycle.find(({ isEvent }) => isEvent)?.evidence[0];
  if (first === undefined) return [];
  return [{ verdict: 'positive', messageId: 'cycle', data: { cycle: [...services, services[0]].join(' > ') }, services, at: first, related: cycle.flatMap(({ evidence }) => evidence) }];
};

export const eventCycle = {
  id: 'event-cycle',
  tier: 'info',
  subject: 'system',
  options: { most: 20 },
  messages: {
    cycle: {
      problem: 'What services tell one another goes round in a circle that events close: {cycle}',
      help: 'See that each round ends: what an event causes must not cause the same event again, and who gets one twice does its work once.',
    },
  },
  // Circles of calls alone are not reported here, so that they must not use up the places of the others.
  check: (model, { most }) => {
    const ways = waysOf(model);
    const waiting = shortestCycles(ways.filter(({ isEvent }) => !isEvent), most).length;
    return withNews(shortestCycles(ways, most + waiting).filter((cycle) => cycle.some(({ isEvent }) => isEvent))).slice(0, most).flatMap(toPositive);
  },
} as const satisfies Rule<{ most: number }>;

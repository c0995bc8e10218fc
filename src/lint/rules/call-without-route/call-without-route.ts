import type { Call, Model, Route } from '../../../system/model.ts';
import type { NotEvaluable, Positive, Rule, Verdict } from '../../rule.ts';
import { couldMeet, headOf, isForwarding } from '../../evidence/answering.ts';
import { businessEntries, cutServices } from '../../evidence/cuts.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';

/** Clients whose method and path are those of HTTP. */
const http = /^(?:fetch|axios|got|ky|undici|superagent|request|nest-http|node-fetch|needle|node-http|wretch)/;

const answers = ({ method, path }: Call, route: Route): boolean => (route.method === method || route.method === 'ALL' || (method === 'HEAD' && route.method === 'GET')) && couldMeet(path ?? '', route.path);

/** The path is read whole: it begins with a name, and what is not known is whole segments. */
const isLegible = ({ path }: Call): boolean => path !== null && headOf(path) !== null && !path.includes(':') && !/[^/]\{\}|\{\}[^/]/.test(path) && !/\.\w{2,4}$/.test(path);

/** The target's HTTP routes, when all of them are known. */
const knownRoutes = (model: Model, name: string): readonly Route[] | null => {
  const service = cutServices(model).find((one) => one.name === name);
  const routes = model.routes.filter((route) => route.service === name && route.kind === 'http');
  const isWhole = service !== undefined && businessEntries(model, service).some((entry) => 'path' in entry && entry.kind === 'http') && !routes.some(({ path }) => path.includes('{}'));
  const isClosed = !model.openRoutes.some((one) => one.service === name) && !model.calls.some((call) => call.from === name && isForwarding(call));
  return isWhole && isClosed ? routes : null;
};

const toPositive = (call: Call, routes: readonly Route[]): Positive => {
  const others = routes.filter(({ path }) => couldMeet(call.path ?? '', path));
  const near = others.length > 0 ? others : routes.filter(({ path }) => headOf(path) === headOf(call.path ?? ''));
  const data = { from: call.from, to: call.to ?? '', method: call.method ?? '', path: call.path ?? '', others: [...new Set(others.map(({ method }) => method))].toSorted().join(', ') };
  return {
    verdict: 'positive', messageId: others.length > 0 ? 'method' : 'path', data, services: [call.from, call.to ?? ''], at: call,
    related: [...call.resolvedBy, ...near.slice(0, 3).map((route) => note(route, `${route.service} answers ${route.method} ${route.path}`))],
  };
};

const unsure = ({ from, to }: Call): NotEvaluable => ({ verdict: 'not-evaluable', services: [from, to ?? ''], reason: `no path that is asked of ${to ?? ''} begins like its routes: a prefix may be missing` });

export const callWithoutRoute = {
  id: 'call-without-route',
  tier: 'error',
  subject: 'site',
  messages: {
    path: { problem: '{from} calls {method} {path}, which no route of {to} answers', help: 'Correct the path, or add the route; a contract that both sides import cannot drift.' },
    method: { problem: '{from} calls {method} {path}; {to} answers that path only to {others}', help: 'Correct the method, or add the route; a contract that both sides import cannot drift.' },
  },
  check: (model): readonly Verdict[] => {
    const judged = namesOf(judgedServices(model));
    const calls = model.calls.filter((call) => judged.has(call.from) && call.to !== null && call.method !== null && http.test(call.client) && isLegible(call));
    return [...Map.groupBy(calls, ({ to }) => to ?? '')].flatMap(([to, group]) => {
      const routes = knownRoutes(model, to);
      if (routes === null) return [];
      const broken = group.filter((call) => !routes.some((route) => answers(call, route)));
      // Paths are believed when others like them lead somewhere.
      const heads = new Set(routes.map(({ path }) => headOf(path)));
      const isProven = broken.length < group.length;
      return broken.map((call) => (isProven || heads.has(headOf(call.path ?? '')) ? toPositive(call, routes) : unsure(call)));
    });
  },
} as const satisfies Rule;

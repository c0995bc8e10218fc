import { compareAnswers } from './compare-answers.ts';
import { compareRequest } from './compare-request.ts';
import type { ContractChange, Subject } from './contract-change.ts';
import type { OpenApi } from './documents.ts';
import { listRoutes, samePath, type Route } from './routes.ts';

const subjectOf = ({ operation, method, path }: Route): Subject => ({ kind: 'route', name: operation.operationId, method, path });

const whole = (route: Route, change: Pick<ContractChange, 'code' | 'breaking' | 'what'>): ContractChange => ({ subject: subjectOf(route), place: null, ...change });

/** The same call, or else the same name: a client is a method of that name, its request has that address. */
const counterpart = (route: Route, others: readonly Route[]): Route | undefined =>
  others.find((other) => other.method === route.method && samePath(other.path, route.path)) ?? others.find(({ operation }) => operation.operationId === route.operation.operationId);

const moved = (before: Route, after: Route): readonly ContractChange[] => {
  if (before.method !== after.method || !samePath(before.path, after.path)) {
    return [whole(before, { code: 'route-moved', breaking: true, what: `is ${after.method} ${after.path} now` })];
  }
  const { operationId } = after.operation;
  return operationId === before.operation.operationId ? [] : [whole(before, { code: 'route-renamed', breaking: false, what: `is called ${operationId} now; requests are the same` })];
};

const knownCaller = (before: Route, after: Route): readonly ContractChange[] => {
  const [needed, needs] = [before, after].map(({ operation }) => (operation.security ?? []).length > 0);
  if (needed === needs) return [];
  return [whole(before, needs === true
    ? { code: 'caller-must-be-known', breaking: true, what: 'answers 401 to callers without an identity' }
    : { code: 'caller-need-not-be-known', breaking: false, what: 'answers callers without an identity, too' })];
};

/** Deployed clients go on to repeat what was safe to repeat. */
const repetition = (before: Route, after: Route): readonly ContractChange[] => {
  const [was, is] = [before, after].map(({ operation, method }) => operation['x-idempotent'] ?? ['GET', 'PUT', 'DELETE'].includes(method));
  if (was === is) return [];
  if (is === false) return [whole(before, { code: 'repetition-unsafe', breaking: true, what: 'is not idempotent any more, and clients repeat it' })];
  return was === false ? [whole(before, { code: 'repetition-safe', breaking: false, what: 'is idempotent, clients may repeat it' })] : [];
};

const changesOf = (before: Route, after: Route): readonly ContractChange[] => [
  ...moved(before, after),
  ...knownCaller(before, after),
  ...repetition(before, after),
  ...compareRequest(before, after, subjectOf(before)),
  ...compareAnswers(before, after, subjectOf(before)),
];

/** What became of the routes of a service. */
export const compareRoutes = (before: OpenApi, after: OpenApi): readonly ContractChange[] => {
  const [old, now] = [listRoutes(before), listRoutes(after)];
  const taken = new Set<Route | undefined>();
  const changed = old.flatMap((route) => {
    const other = counterpart(route, now);
    taken.add(other);
    return other === undefined ? [whole(route, { code: 'route-removed', breaking: true, what: 'is gone' })] : changesOf(route, other);
  });
  return [...changed, ...now.filter((route) => !taken.has(route)).map((route) => whole(route, { code: 'route-added', breaking: false, what: 'is new' }))];
};

import type { Transaction } from 'kysely';
import type { RouteContract } from '../contract/contract.ts';
import type { Handler, HandlerReply, HandlerRequest } from '../http/handler.ts';
import { undoneKey } from '../sagas/key.ts';
import { findAnswer, markUndone, sagaScope, tablesIn, tryLock } from './answers-table.ts';
import type { KeptAnswer, Place } from './answers-table.ts';
import { inProgress, noUndo } from './key-problems.ts';
import { placeOf } from './place.ts';

/** Does its work in `trx`, so that the effect and the answer are kept together or not at all. */
export type OnceHandler<Route extends RouteContract, Database> = (request: HandlerRequest<Route>, trx: Transaction<Database>) => Promise<HandlerReply<Route>>;

export type AnswerOnce<Database> = <Route extends RouteContract>(request: HandlerRequest<Route>, place: Place, handler: OnceHandler<Route, Database>) => Promise<HandlerReply<Route>>;

/** Undoes in `trx` what the action answered with; `answer` is undefined where nothing was done: it never came, or refused. */
export type UndoHandler<Route extends RouteContract, Database> = (request: HandlerRequest<Route>, trx: Transaction<Database>, answer: KeptAnswer | undefined) => Promise<HandlerReply<Route>>;

/** The part of a service that others' sagas have steps in. */
export type SagaSteps<Database> = {
  /** Like `once`, for the action of a step. One that comes after its compensation gets 409 `undone`. */
  readonly action: <Route extends RouteContract>(route: Route, handler: OnceHandler<Route, Database>) => Handler<Route>;
  /** The compensation of `of`, done once. Its `Idempotency-Key` is that of the action and `:undo`. */
  readonly compensation: <Route extends RouteContract>(route: Route, of: RouteContract, handler: UndoHandler<Route, Database>) => Handler<Route>;
};

export const sagaSteps = <Database>(answerOnce: AnswerOnce<Database>): SagaSteps<Database> => {
  const stepPlace = <Route extends RouteContract>(route: Route, request: HandlerRequest<Route>): Place => {
    const place = placeOf(route, request, '');
    return { ...place, scope: scopeOf(route) };
  };
  return {
    action: (route, handler) => async (request) => answerOnce(request, stepPlace(route, request), handler),
    compensation: (route, of, handler) => async (request) => {
      const place = stepPlace(route, request);
      const key = undoneKey(place.key);
      if (key === undefined) throw noUndo(place.key);
      return answerOnce(request, place, async (own, trx) => handler(own, trx, await takeBack(trx, { scope: scopeOf(of), key })));
    },
  };
};

/** Not its caller's alone: the action may have come from a request of somebody, its compensation comes from the runner. */
const scopeOf = ({ method, path }: RouteContract): string => `${sagaScope}${method} ${path}`;

/** What the action answered, if it did anything; from here on it is not done any more. */
const takeBack = async <Database>(trx: Transaction<Database>, action: Pick<Place, 'scope' | 'key'>): Promise<KeptAnswer | undefined> => {
  const tables = tablesIn(trx);
  if (!(await tryLock(tables, action))) throw inProgress();
  const found = await findAnswer(tables, action);
  await markUndone(tables, action);
  return found === undefined || found === 'undone' || found.answer.status >= 400 ? undefined : found.answer;
};

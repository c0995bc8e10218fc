import type { Kysely } from 'kysely';
import type { RouteContract } from '../contract/contract.ts';
import type { Handler } from '../http/handler.ts';
import { requestContext } from '../http/request-context.ts';
import type { Service } from '../service/service.ts';
import { findAnswer, forgetAnswers, keepAnswer, tablesIn, tryLock } from './answers-table.ts';
import type { IdempotencyTables } from './answers-table.ts';
import { inProgress, keyReused, undone } from './key-problems.ts';
import { placeOf } from './place.ts';
import { sagaSteps, type AnswerOnce, type OnceHandler, type SagaSteps } from './saga-steps.ts';

export type Idempotency<Database> = SagaSteps<Database> & {
  /**
   * A handler that does its work once for each `Idempotency-Key` of a caller and gives the first answer to every repeat.
   * Without a key: 400. The same key with another request: 422. While the first is still being answered: 409.
   * What throws is not kept: its repeat is a new attempt.
   */
  readonly once: <Route extends RouteContract>(route: Route, handler: OnceHandler<Route, Database>) => Handler<Route>;
};

type IdempotencyHost = Pick<Service, 'log' | 'metrics' | 'onStart' | 'onClose'>;

const SWEEP_MS = 3_600_000;

/** Answers kept in the service's own database, where `idempotencyTable` is one of the migrations. */
export const openIdempotency = <Database>(service: IdempotencyHost, db: Kysely<Database>): Idempotency<Database> => {
  const outcomes = service.metrics.counter({ name: 'idempotent_requests_total', help: 'Requests with an Idempotency-Key', labelNames: ['outcome'] });
  sweep(service, tablesIn(db));

  const answerOnce: AnswerOnce<Database> = async (request, place, handler) =>
    db.transaction().execute(async (trx) => {
      const tables = tablesIn(trx);
      if (!(await tryLock(tables, place))) return refuse(outcomes.labels({ outcome: 'in-progress' }), inProgress());
      const before = await findAnswer(tables, place);
      if (before === undefined) {
        const answer = await handler(request, trx);
        await keepAnswer(tables, place, answer);
        outcomes.inc({ outcome: 'first' });
        return answer;
      }
      if (before === 'undone') return refuse(outcomes.labels({ outcome: 'undone' }), undone());
      if (before.fingerprint !== place.fingerprint) return refuse(outcomes.labels({ outcome: 'reused' }), keyReused());
      outcomes.inc({ outcome: 'replayed' });
      return { ...before.answer, headers: { ...before.answer.headers, 'idempotency-replayed': 'true' } } as never;
    });
  return {
    once: (route, handler) => async (request) => answerOnce(request, placeOf(route, request, requestContext()?.identity['x-identity-sub'] ?? ''), handler),
    ...sagaSteps(answerOnce),
  };
};

const refuse = (counter: { readonly inc: () => void }, problem: Error): never => {
  counter.inc();
  throw problem;
};

const sweep = ({ log, onStart, onClose }: IdempotencyHost, db: Kysely<IdempotencyTables>): void => {
  let timer: NodeJS.Timeout | undefined;
  const forget = (): void => { forgetAnswers(db).catch((error: unknown) => { log.warn({ err: error }, 'old answers could not be forgotten'); }); };
  onStart(() => { timer = setInterval(forget, SWEEP_MS).unref(); });
  onClose('consumers', () => { clearInterval(timer); });
};

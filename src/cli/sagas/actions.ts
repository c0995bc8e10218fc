import { listSagas, resumeSaga, retrySaga, settleSaga, showSaga, type Query, type Refusal, type SagaId } from '../../../templates/chassis/src/sagas/operator.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { quoted } from '../../shared/name-problem.ts';
import type { Invocation } from '../command.ts';
import { answer } from '../steps/answer.ts';
import { sagasText, sagaText } from './print.ts';

/** What an action of `ms saga` works with. */
export interface SagaWork {
  readonly invocation: Invocation;
  readonly query: Query;
  readonly service: string;
  /** Only `list` does without. */
  readonly name: string | undefined;
  readonly id: string;
}

export const listAction = async ({ invocation, query, service, name }: SagaWork): Promise<ExitCode> => {
  const state = typeof invocation.flags['state'] === 'string' ? invocation.flags['state'] : 'open';
  const sagas = await listSagas(query, { state, ...(name === undefined ? {} : { name }) });
  return answer(invocation, { sagas }, sagas.length === 0 ? `no ${state === 'all' ? '' : `${state} `}sagas in ${service}.` : sagasText(sagas));
};

const idOf = ({ name = '', id }: SagaWork): SagaId => ({ name, id });

export const showAction = async (work: SagaWork): Promise<ExitCode> => {
  const { name, id } = idOf(work);
  const saga = await showSaga(work.query, { name, id });
  if (saga === undefined) throw new UserError(ExitCode.refused, `${work.service} has no saga ${quoted(name)} with the id ${quoted(id)}`, `\`ms saga list ${work.service} --state all\` shows the newest.`);
  return answer(work.invocation, { saga }, sagaText(saga));
};

/** A change of a parked saga; the running service is told and goes on at once. */
const changing = (change: (query: Query, saga: SagaId) => Promise<Refusal>, done: string) => async (work: SagaWork): Promise<ExitCode> => {
  const saga = idOf(work);
  const refusal = await change(work.query, saga);
  if (refusal !== undefined) throw new UserError(ExitCode.refused, refusal, `\`ms saga show ${work.service} ${saga.name} ${saga.id}\` shows how it stands.`);
  return answer(work.invocation, { ...saga, done }, `${saga.name} ${saga.id}: ${done}.`);
};

export const retryAction = changing(retrySaga, 'tries again what it was parked at');
export const resumeAction = changing(resumeSaga, 'goes on forward');
export const settleAction = changing(settleSaga, 'takes for done what it was parked at');

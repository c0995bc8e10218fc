import { asContractChanges, type ContractChange, type Subject } from './contract-change.ts';
import { bodyOf } from './documents.ts';
import type { Route } from './routes.ts';
import { compareSchemas } from './schema/compare-schemas.ts';

type Answers = Route['operation']['responses'];

const isFailure = (status: string): boolean => Number(status) >= 400;

interface Both {
  readonly before: Route;
  readonly after: Route;
  readonly subject: Subject;
}

const bodies = ({ before, after, subject }: Both, status: string): readonly ContractChange[] => {
  const about = { subject, code: 'answer-changed' } as const;
  const [old, now] = [before, after].map(({ operation }) => bodyOf(operation.responses[status] ?? {}));
  if (old === undefined) return now === undefined ? [] : [{ ...about, breaking: false, place: status, what: 'has a body' }];
  if (now === undefined) return [{ ...about, breaking: true, place: status, what: 'has no body any more' }];
  const pair = { before: { schema: old, document: before.document }, after: { schema: now, document: after.document }, place: status, seen: [] };
  return asContractChanges(compareSchemas(pair), 'read', about);
};

/** Any route may fail in a way that nobody declared; another success is nothing that a client reckons with. */
const added = (status: string, subject: Subject): ContractChange =>
  ({ subject, code: 'status-added', breaking: !isFailure(status), place: status, what: isFailure(status) ? 'is declared' : 'is a new answer, which clients take for a failure' });

/** What became of what callers read. */
export const compareAnswers = (before: Route, after: Route, subject: Subject): readonly ContractChange[] => {
  const [old, now]: readonly Answers[] = [before.operation.responses, after.operation.responses];
  const [was, is] = [Object.keys(old ?? {}), Object.keys(now ?? {})];
  return [
    ...was.filter((status) => !is.includes(status)).map((status) => ({ subject, code: 'status-removed' as const, breaking: true, place: status, what: 'is no answer any more' })),
    ...is.filter((status) => !was.includes(status)).map((status) => added(status, subject)),
    ...was.filter((status) => is.includes(status)).flatMap((status) => bodies({ before, after, subject }, status)),
  ];
};

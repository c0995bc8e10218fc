import { inspect } from 'node:util';
import type { SagaAttempt, SagaDetails, SagaSummary } from '../../../templates/chassis/src/sagas/operator.ts';
import { printable } from '../../shared/printable.ts';

const summary = ({ name, id, state, step, startedAt }: SagaSummary): readonly string[] => [name, id, state, step ?? '-', startedAt.toISOString()].map(printable);

/** Why it went back, and why it is parked: a line each. */
const reasons = ({ turnedAt, reason, alarm }: SagaSummary): readonly string[] => [
  ...(reason === undefined ? [] : [`turned back at ${turnedAt ?? '?'}: ${printable(reason)}`]),
  ...(alarm === undefined ? [] : [`parked: ${printable(alarm)}`]),
];

/** Columns as wide as their widest cell. */
const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
};

export const sagasText = (sagas: readonly SagaSummary[]): string => {
  const [head = '', ...lines] = columns([['saga', 'id', 'state', 'step', 'started'], ...sagas.map(summary)]);
  return [head, ...sagas.flatMap((saga, index) => [lines[index] ?? '', ...reasons(saga).map((reason) => `  ${reason}`)])].join('\n');
};

const attemptCells = ({ at, step, operation, attempt, outcome, error }: SagaAttempt): readonly string[] =>
  [at.toISOString(), operation === 'compensation' ? `undo ${step}` : step, `attempt ${String(attempt)}`, outcome, error ?? ''].map(printable);

const shown = (value: unknown): string => printable(inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 300 }));

export const sagaText = (saga: SagaDetails): string => [
  `${printable(saga.name)} ${printable(saga.id)}: ${saga.state}${saga.step === undefined ? '' : ` at ${printable(saga.step)}`}`,
  ...reasons(saga).map((reason) => `  ${reason}`),
  `  steps: ${saga.steps.map(printable).join(', ')}`,
  ...(saga.undo.length === 0 ? [] : [`  still to be undone: ${saga.undo.map(printable).join(', ')}`]),
  ...(saga.stuck.length === 0 ? [] : [`  not undone: ${saga.stuck.map(printable).join(', ')}`]),
  `  input: ${shown(saga.input)}`,
  `  results: ${shown(saga.results)}`,
  '',
  ...columns(saga.attempts.map(attemptCells)).map((line) => `  ${line}`),
].join('\n');

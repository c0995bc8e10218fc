import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import type { ServiceEnvironment, VariableUse } from '../../../system/deployment-model.ts';
import { envDrift } from './env-drift.ts';

const set = { file: 'compose.yaml', line: 5, note: 'sets variables of the service' };
const use = (name: string, more: Partial<VariableUse> = {}): VariableUse => ({ service: 'orders', name, optional: false, definedAt: null, file: 'services/orders/src/main.ts', line: 3, ...more });
const check = (variables: readonly VariableUse[], environment: Partial<ServiceEnvironment> = {}) =>
  envDrift.check(model({ services: [service('orders')], variables, deployment: deployment({ environments: [{ service: 'orders', sources: [set], gaps: [], ...environment }] }) }));

describe('env-drift', () => {
  it('reports what a service reads and nothing sets, once a service', () => {
    expect(check([use('A'), use('B', { line: 9 }), use('C', { definedAt: set }), use('D', { definedAt: set })])).toMatchObject([{ services: ['orders'], data: { names: 'A, B' }, at: { line: 3 }, related: [{ note: 'A is read without a default' }, { line: 9 }, { file: 'compose.yaml' }] }]);
  });

  it('accepts what is set, and what some place does without', () => {
    expect(check([use('A', { definedAt: set }), use('B'), use('B', { optional: true, line: 8 })])).toEqual([]);
  });

  it('does not judge a service whose environment the tree does not show', () => {
    expect(check([use('A')], { sources: [] })).toMatchObject([{ verdict: 'not-evaluable', reason: 'no file of the tree sets its environment' }]);
    expect(check([use('A'), use('B', { definedAt: set })])).toMatchObject([{ verdict: 'positive' }]);
    expect(check([use('A'), use('B')])).toMatchObject([{ verdict: 'not-evaluable', reason: 'the files of the tree set few of its variables: its environment is kept elsewhere' }]);
    expect(check([use('A')], { gaps: [{ ...set, note: 'env_file .env is not in the tree' }] })).toMatchObject([{ verdict: 'not-evaluable', reason: 'env_file .env is not in the tree' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import { noCi } from './no-ci.ts';

describe('no-ci', () => {
  it('reports a system without a pipeline', () => {
    expect(noCi.check(model({ services: [service('orders')] }))).toMatchObject([{ verdict: 'positive', services: [], at: { file: 'services/orders/src/main.ts' } }]);
  });

  it('accepts any pipeline', () => {
    const pipelines = [{ file: '.gitlab-ci.yml', line: 1, note: 'GitLab CI' }];
    expect(noCi.check(model({ services: [service('orders')], deployment: deployment({ pipelines }) }))).toEqual([]);
  });

  it('does not judge a part of a repository', () => {
    expect(noCi.check(model({ services: [service('orders')], deployment: deployment({ wholeRepository: false }) }))).toMatchObject([{ verdict: 'not-evaluable' }]);
  });

  it('says nothing where there is no service', () => {
    expect(noCi.check(model({ services: [service('shop', { role: 'ui' })] }))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import type { PortClaim } from '../../../system/deployment-model.ts';
import { portMismatch } from './port-mismatch.ts';

const claim = (by: PortClaim['by'], port: number, line = 1): PortClaim => ({ service: 'orders', port, by, file: by === 'listen' ? 'services/orders/src/main.ts' : 'compose.yaml', line });
const check = (...ports: readonly PortClaim[]) => portMismatch.check(model({ services: [service('orders')], deployment: deployment({ ports }) }));

describe('port-mismatch', () => {
  it.each(['image', 'compose', 'container', 'target', 'caller'] as const)('reports what %s says otherwise', (by) => {
    expect(check(claim('listen', 3000), claim(by, 4000))).toMatchObject([{ services: ['orders'], at: { file: 'compose.yaml' }, related: [{ note: 'listens on 3000' }, {}] }]);
  });

  it('reports a service once', () => {
    expect(check(claim('listen', 3000), claim('image', 4000), claim('compose', 5000, 7))).toMatchObject([{ data: { listens: '3000', claims: 'the image exposes 4000, compose leads to 5000' } }]);
  });

  it.each([
    ['all say the same', [claim('listen', 3000), claim('compose', 3000), claim('caller', 3000)]],
    ['one of several is right', [claim('listen', 3000), claim('compose', 3000), claim('compose', 8081, 2)]],
    ['it listens on several', [claim('listen', 3000), claim('listen', 50_051), claim('caller', 50_051)]],
    ['the other is the port of the debugger', [claim('listen', 3000), claim('image', 9229)]],
  ])('accepts that %s', (_, claims) => {
    expect(check(...claims)).toEqual([]);
  });

  it('says of a caller that follows a wrong container nothing more', () => {
    expect(check(claim('listen', 3000), claim('compose', 4000), claim('caller', 4000, 9))).toMatchObject([{ data: { claims: 'compose leads to 4000' } }]);
  });

  it('does not judge what it cannot see', () => {
    expect(check(claim('compose', 3000))).toMatchObject([{ verdict: 'not-evaluable' }]);
    expect(check(claim('listen', 3000))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { call, model, service } from '../../../../test/support/model.ts';
import type { Model, Role } from '../../../system/model.ts';
import { hubService } from './hub-service.ts';

const callers = ['a', 'b', 'c', 'd', 'e', 'f'];
const services = (role: Role = 'business') => [...callers.map((name) => service(name)), service('users', { role })];
const calls = callers.map((name) => call(name, 'users'));
const check = (parts: Partial<Model>, options = {}) => hubService.check(model({ services: services(), calls, ...parts }), { ...hubService.options, ...options });

describe('hub-service', () => {
  it('reports who is called by six, with a call of each', () => {
    const found = check({ calls: [...calls, call('a', 'users', { line: 30 })] });
    expect(found).toMatchObject([{ services: ['users'], data: { callers: 6 } }]);
    expect(found[0]).toMatchObject({ related: callers.map((name) => ({ note: expect.stringContaining(`${name} calls users`) as string })) });
  });

  it('accepts five callers, a gateway, and one that stands out less than it is told', () => {
    expect(check({ calls: calls.slice(1) })).toEqual([]);
    expect(check({ services: services('gateway') })).toEqual([]);
    expect(check({ calls: [...calls, ...callers.flatMap((to) => callers.slice(0, 4).filter((from) => from !== to).map((from) => call(from, to)))] }, { deviations: 4 })).toEqual([]);
  });
});

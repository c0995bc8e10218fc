import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { Technology } from '../../../system/shape-model.ts';
import { tooManyStandards } from './too-many-standards.ts';

const services = [service('a'), service('b'), service('c'), service('gateway', { role: 'gateway' })];
const uses = (of: string, name: string, kind: Technology['kind'] = 'orm'): Technology => ({ service: of, kind, name, file: `services/${of}/src/main.ts`, line: 2 });
const check = (technologies: readonly Technology[], most = 2) => tooManyStandards.check(model({ services, technologies }), { most });

describe('too-many-standards', () => {
  it('reports three of a kind, each with a place', () => {
    expect(check([uses('c', 'typeorm'), uses('a', 'prisma'), uses('b', 'knex'), uses('b', 'prisma')])).toMatchObject([
      { services: [], data: { count: 3, kind: 'object mappers', names: 'knex, prisma, typeorm' }, related: [{ note: 'b uses knex' }, { note: 'a uses prisma' }, { note: 'c uses typeorm' }] },
    ]);
  });

  it('accepts two of a kind, three of different kinds, gateways, and what the option allows', () => {
    expect(check([uses('a', 'prisma'), uses('b', 'knex')])).toEqual([]);
    expect(check([uses('a', 'prisma'), uses('b', 'knex'), uses('c', 'kafka', 'broker')])).toEqual([]);
    expect(check([uses('a', 'prisma'), uses('b', 'knex'), uses('gateway', 'typeorm')])).toEqual([]);
    expect(check([uses('a', 'prisma'), uses('b', 'knex'), uses('c', 'typeorm')], 3)).toEqual([]);
  });
});

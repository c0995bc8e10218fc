import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { metaRules } from './meta.ts';
import { parseLintConfig, type ConfiguredRule } from './parse-config.ts';
import { rules } from './rules.ts';

const known: readonly ConfiguredRule[] = [{ id: 'no-timeout' }, { id: 'no-tracing' }, { id: 'mega-service', options: { share: 0.4, strict: true } }];
const parse = (value: unknown) => parseLintConfig(value, known);

describe('the lint part of a configuration', () => {
  it('takes what is valid', () => {
    expect(parse(undefined)).toEqual({});
    const config = {
      rules: { 'no-timeout': 'warn', 'no-tracing': ['off'] },
      ignore: [{ rule: 'no-tracing', services: ['orders'], reason: 'agent', expires: '2027-01-31' }],
      dependencies: { orders: ['stock'], stock: [] },
      services: { orders: 'services/orders', edge: { path: 'services/edge', role: 'gateway' }, stock: { path: 'services/stock' } },
      baseline: 'quality/ms-baseline.json',
    };
    expect(parse(config)).toEqual({ ...config, rules: { 'no-timeout': 'warn', 'no-tracing': 'off' } });
  });

  it('takes options that the rule has, beside its level', () => {
    expect(parse({ rules: { 'mega-service': ['info', { share: 0.5 }] } })).toEqual({ rules: { 'mega-service': 'info' }, options: { 'mega-service': { share: 0.5 } } });
  });

  it.each([
    [7, 'lint is not valid', 'Give an object { rules, ignore, dependencies, services, baseline }.'],
    [{ rulse: {} }, 'lint.rulse is no key of the configuration', 'Did you mean rules?'],
    [{ rules: [] }, 'lint.rules is not valid', 'Give an object'],
    [{ rules: { 'no-timout': 'off' } }, 'there is no rule "no-timout"', 'Did you mean no-timeout?'],
    [{ rules: { 'no-timeout': 'warning' } }, 'lint.rules["no-timeout"] is not valid', 'off, info, warn, error'],
    [{ rules: { 'no-timeout': ['warn', {}] } }, 'lint.rules["no-timeout"]: the rule has no options', 'Give its level alone.'],
    [{ rules: { 'mega-service': ['info', { shar: 1 }] } }, 'lint.rules["mega-service"].shar is no key', 'Did you mean share?'],
    [{ rules: { 'mega-service': ['info', { share: 'half' }] } }, 'lint.rules["mega-service"].share is not valid', 'Give a number; without it, 0.4 holds.'],
    [{ rules: { 'mega-service': ['info', { share: 1 }, 2] } }, 'lint.rules["mega-service"] is not valid', '[level, options]'],
    [{ ignore: {} }, 'lint.ignore is not valid', 'list'],
    [{ ignore: [{ rule: 'no-timout', reason: 'x' }] }, 'there is no rule "no-timout"', 'no-timeout'],
    [{ ignore: [{ rule: 'no-timeout' }] }, 'lint.ignore[0].reason is not valid', 'Say why'],
    [{ ignore: [{ rule: 'no-timeout', reason: 'y', service: 'orders' }] }, 'lint.ignore[0].service is no key', 'Did you mean services?'],
    [{ ignore: [{ rule: 'no-timeout', reason: 'y', services: 'orders' }] }, 'lint.ignore[0].services is not valid', 'list'],
    [{ ignore: [{ rule: 'no-timeout', reason: 'y', expires: '2027-02-31' }] }, 'lint.ignore[0].expires is not valid', 'day'],
    [{ dependencies: { orders: 'stock' } }, 'lint.dependencies.orders is not valid', 'list'],
    [{ services: { orders: '../orders' } }, 'lint.services.orders is not valid', 'folder'],
    [{ services: { orders: '/orders' } }, 'lint.services.orders is not valid', 'folder'],
    [{ services: { orders: 7 } }, 'lint.services.orders is not valid', '{ path, role }'],
    [{ services: { orders: { role: 'worker' } } }, 'lint.services.orders.path is not valid', 'folder'],
    [{ services: { orders: { path: 'orders', role: 'service' } } }, 'lint.services.orders.role is not valid', 'business, gateway'],
    [{ services: { orders: { path: 'orders', rule: 'worker' } } }, 'lint.services.orders.rule is no key', 'Did you mean role?'],
    [{ baseline: 7 }, 'lint.baseline is not valid', 'path'],
  ])('refuses %j and says what was meant', (value, message, hint) => {
    expect(() => parse(value)).toThrow(expect.objectContaining({ code: 2, message: expect.stringContaining(message) as string, hint: expect.stringContaining(hint) as string }));
  });
});

/** The schema and the parser are two descriptions of one thing. */
describe('config.schema.json', () => {
  const ajv = new Ajv({ allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'config.schema.json'), 'utf8')) as object);
  const parses = (lint: unknown): boolean => {
    try {
      parseLintConfig(lint, [...rules, ...metaRules]);
      return true;
    } catch {
      return false;
    }
  };
  const entry = { rule: 'no-timeout', reason: 'mesh' };

  it.each<[unknown, boolean]>([
    [{}, true], [7, false], [[], false], [{ rulse: {} }, false],
    [{ rules: {} }, true], [{ rules: [] }, false], [{ rules: { 'no-timeout': 'warn' } }, true], [{ rules: { 'no-timeout': ['warn'] } }, true],
    [{ rules: { 'no-timeout': 'warning' } }, false], [{ rules: { 'no-timout': 'warn' } }, false], [{ rules: { 'no-timeout': ['warn', {}] } }, false],
    [{ rules: { 'no-timeout': [] } }, false], [{ rules: { 'unused-suppression': 'off' } }, true], [{ rules: { 'no-timeout': null } }, false],
    [{ ignore: [] }, true], [{ ignore: [entry] }, true], [{ ignore: [{ rule: 'no-timeout' }] }, false], [{ ignore: [{ ...entry, reason: ' ' }] }, false],
    [{ ignore: [{ ...entry, services: ['orders'] }] }, true], [{ ignore: [{ ...entry, services: [''] }] }, false], [{ ignore: [{ ...entry, services: 'orders' }] }, false],
    [{ ignore: [{ ...entry, expires: '2027-01-31' }] }, true], [{ ignore: [{ ...entry, expires: '2027-02-31' }] }, false], [{ ignore: [{ ...entry, expires: 'soon' }] }, false],
    [{ ignore: [{ ...entry, rule: 'nothing' }] }, false], [{ ignore: [{ ...entry, until: '2027-01-31' }] }, false],
    [{ dependencies: { orders: ['stock'] } }, true], [{ dependencies: { orders: [] } }, true], [{ dependencies: { orders: 'stock' } }, false], [{ dependencies: ['orders'] }, false],
    [{ services: { orders: 'services/orders' } }, true], [{ services: { orders: '.' } }, true], [{ services: { orders: '../x' } }, false], [{ services: { orders: 'a/../x' } }, false],
    [{ services: { orders: '/x' } }, false], [{ services: { orders: 'C:\\x' } }, false], [{ services: { orders: '' } }, false], [{ services: { orders: 'a..b' } }, true],
    [{ services: { orders: { path: 'x', role: 'worker' } } }, true], [{ services: { orders: { path: 'x' } } }, true], [{ services: { orders: { path: '../x' } } }, false],
    [{ services: { orders: { role: 'worker' } } }, false], [{ services: { orders: { path: 'x', role: 'service' } } }, false], [{ services: { orders: { path: 'x', port: 1 } } }, false],
    [{ baseline: 'a.json' }, true], [{ baseline: '' }, false], [{ baseline: 7 }, false],
  ])('says of %j what the parser says: %j', (lint, accepted) => {
    expect([validate({ lint }), parses(lint)]).toEqual([accepted, accepted]);
  });

  it('knows the options of every rule, with their types', () => {
    for (const { id, options = {} } of rules) {
      for (const [name, value] of Object.entries(options)) {
        const given = (other: unknown) => ({ rules: { [id]: ['warn', { [name]: other }] } });
        for (const [lint, accepted] of [[given(value), true], [given('text'), false], [{ rules: { [id]: ['warn', { [`${name}x`]: value }] } }, false]] as const) {
          expect([id, name, validate({ lint }), parses(lint)]).toEqual([id, name, accepted, accepted]);
        }
      }
    }
  });
});

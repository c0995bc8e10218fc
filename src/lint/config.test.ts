import { describe, expect, it } from 'vitest';
import { effectiveTier, parseLintConfig, withRuleOptions } from './config.ts';

describe('lint configuration', () => {
  it('takes what is valid', () => {
    const config = { rules: { 'no-timeout': 'warn' }, ignore: [{ rule: 'no-tracing', reason: 'agent', expires: '2027-01-31' }] };
    expect(parseLintConfig(config)).toEqual(config);
    expect(parseLintConfig(undefined)).toEqual({});
  });

  it.each([
    [7, 'lint is not valid'],
    [{ rules: [] }, 'lint.rules is not valid'],
    [{ rules: { 'no-timeout': 'warning' } }, 'lint.rules["no-timeout"] is not valid'],
    [{ ignore: {} }, 'lint.ignore is not valid'],
    [{ ignore: [{ rule: 'no-timeout' }] }, 'lint.ignore[0].reason is not valid'],
    [{ ignore: [{ rule: 'x', reason: 'y', services: 'orders' }] }, 'lint.ignore[0].services is not valid'],
    [{ ignore: [{ rule: 'x', reason: 'y', expires: 'soon' }] }, 'lint.ignore[0].expires is not valid'],
  ])('refuses %j', (value, message) => {
    expect(() => parseLintConfig(value)).toThrow(message);
  });

  it('lets --rule win', () => {
    const config = withRuleOptions({ rules: { 'no-timeout': 'off' } }, ['no-timeout=warn', 'no-tracing=off']);
    expect(effectiveTier({ id: 'no-timeout', tier: 'error' }, config)).toBe('warning');
    expect(effectiveTier({ id: 'no-tracing', tier: 'warning' }, config)).toBeNull();
  });

  it.each(['no-timeout', 'no-timeout=loud', '=off', 'a=off=b'])('refuses --rule %s', (option) => {
    expect(() => withRuleOptions({}, [option])).toThrow('is not <id>=<level>');
  });
});

import { describe, expect, it } from 'vitest';
import { effectiveTier, withRuleOptions } from './config.ts';

describe('levels', () => {
  it('lets --rule win', () => {
    const config = withRuleOptions({ rules: { 'no-timeout': 'off' } }, ['no-timeout=warn', 'no-tracing=off']);
    expect(effectiveTier({ id: 'no-timeout', tier: 'error' }, config)).toBe('warning');
    expect(effectiveTier({ id: 'no-tracing', tier: 'warning' }, config)).toBeNull();
  });

  it.each(['no-timeout', 'no-timeout=loud', '=off', 'a=off=b'])('refuses --rule %s', (option) => {
    expect(() => withRuleOptions({}, [option])).toThrow('is not <id>=<level>');
  });
});

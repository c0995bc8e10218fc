import type { Data } from './rule.ts';

/** Fills the `{name}` holes of a message; a hole without data is a bug in the rule. */
export const fillMessage = (template: string, data: Data): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`The message "${template}" needs "${name}".`);
    return String(value);
  });

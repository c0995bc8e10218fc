import type { Service } from '../../../system/model.ts';

export type FlagValue = boolean | number | string;

export interface FlagAnswers {
  readonly name: string;
  readonly home: Service;
  readonly value: FlagValue;
  readonly owner: string;
  /** The day it is declared, as YYYY-MM-DD. */
  readonly since: string;
  /** YYYY-MM-DD or `never`. */
  readonly expires: string;
}

/** `on`, `off`, a number or a word. */
export const flagValue = (text: string): FlagValue => {
  if (text === 'on' || text === 'true') return true;
  if (text === 'off' || text === 'false') return false;
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
};

/** Values by their names in the file of rules. */
export const variantsOf = (value: FlagValue): Readonly<Record<string, FlagValue>> => (typeof value === 'boolean' ? { on: true, off: false } : { [String(value)]: value });

export const variantOf = (value: FlagValue): string => (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value));

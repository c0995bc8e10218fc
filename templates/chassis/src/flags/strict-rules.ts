import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core';

/** What flagd's library would write to the console; what matters of it comes back as an error. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Rules are interpreted: text of a file never becomes code. */
const options = { disableDynamicCodeGeneration: true };

export interface Rules {
  readonly core: FlagdCore;
  /** Replaces all rules. @throws ParseError for a text that does not fit flagd's schema; then the rules stay as they were. */
  readonly replace: (text: string) => void;
}

export const strictRules = (): Rules => {
  const storage = new MemoryStorage(silent, options);
  return { core: new FlagdCore(storage, silent, options), replace: (text) => { storage.setConfigurations(text, true); } };
};

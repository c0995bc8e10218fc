import { readPattern, type Declared } from './nest.ts';
import type { Answers } from './requests.ts';
import type { System } from './system.ts';

/** Messages go to the one service, other than the sender, that declares a handler of their pattern. */
export const createAnswers = (system: System, declared: readonly Declared[]): Answers => {
  const handlers = declared.filter(({ pattern, event }) => pattern !== null && !event);
  const byPattern = Map.groupBy(handlers, ({ route }) => route.path);
  return (pattern, owner) => {
    const { text, missing } = readPattern(system, pattern, owner);
    const others = [...new Set((byPattern.get(text) ?? []).map((one) => one.owner))].filter((one) => one.service !== owner.service);
    const [only] = others;
    if (missing.length > 0) return { kind: 'unknown', reason: 'the pattern of the message is computed' };
    if (only === undefined) return { kind: 'unknown', reason: `nobody is seen to answer ${text}` };
    return others.length === 1 ? { kind: 'service', service: only.service } : { kind: 'unknown', reason: `several services answer ${text}` };
  };
};

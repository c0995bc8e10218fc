import { escapedExpression } from '../../shared/escaped-expression.ts';
import type { Value } from '../facts/value.ts';
import { eachOf } from './lists.ts';
import { memberTerm } from './member-term.ts';
import type { Reducer } from './reducer.ts';
import { nothingKnown, siteIn, type Frame, type Term } from './term.ts';
import { writtenAnywhere } from './written.ts';

interface Computed {
  readonly value: Extract<Value, { kind: 'element' }>;
  readonly key: Term;
  readonly frame: Frame;
}

/** A member of an object that a class makes: by the name that its name goes by, `this[producer]`, or each of those that may be meant, `this[`${kind}Producer`]`. */
const calledLike = (reducer: Reducer, of: Extract<Term, { kind: 'instance' | 'class' }>, { value, key, frame }: Computed): Term | null => {
  const at = siteIn(frame, value);
  const found = of.file.classes[of.id];
  const names = [...(found?.properties.keys() ?? []), ...(found?.statics.keys() ?? [])];
  const own = value.key.kind === 'reference' ? `[${value.key.name}]` : null;
  if (own !== null && names.includes(own)) return memberTerm(reducer, of, { name: own, at });
  if (key.kind !== 'concat' || !key.parts.some(({ kind }) => kind === 'text')) return null;
  const pattern = new RegExp(`^${key.parts.map((part) => (part.kind === 'text' ? escapedExpression(part.value) : '\\w+')).join('')}$`);
  const options = names.filter((name) => pattern.test(name)).map((name) => memberTerm(reducer, of, { name, at })).filter(({ kind }) => kind !== 'unknown');
  const [only] = options;
  return options.length > 1 ? { kind: 'each', options } : (only ?? null);
};

/** `targets[name]`: one of all. Of something from outside it is `*`. */
export const elementTerm = (reducer: Reducer, value: Extract<Value, { kind: 'element' }>, frame: Frame): Term => {
  const [of, key] = [reducer.reduce(value.of, frame), reducer.reduce(value.key, frame)];
  if (key.kind === 'text') return memberTerm(reducer, of, { name: key.value, at: siteIn(frame, value) });
  if (of.kind === 'external') return { ...of, path: `${of.path}.*` };
  const called = of.kind === 'instance' || of.kind === 'class' ? calledLike(reducer, of, { value, key, frame }) : null;
  if (called !== null) return called;
  const kept = of.kind === 'object' && of.value.entries.length === 0 ? writtenAnywhere(reducer, of) : null;
  if (kept !== null) return kept;
  if (key.kind === 'parameter') return key;
  return key.kind === 'each' ? { kind: 'each', options: key.options.map((one) => (one.kind === 'text' ? memberTerm(reducer, of, { name: one.value, at: siteIn(frame, value) }) : nothingKnown('the name of the member is computed'))) } : eachOf(reducer, of);
};

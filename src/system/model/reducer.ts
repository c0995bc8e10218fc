import type { CallSite } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import type { Site } from '../model.ts';
import type { Found, Program } from './program.ts';
import { isStandIn, realOnes } from './stand-ins.ts';
import { moduleFrame, nothingKnown, type Frame, type Made, type Term } from './term.ts';

/** Follows names. Cheap to make; keeps what it found out about values that no caller can change. */
export interface Reducer {
  readonly program: Program;
  readonly reduce: (value: Value, frame: Frame) => Term;
  /** `of.name`. */
  readonly member: (of: Term, asked: Asked) => Term;
  /** What a call gives. */
  readonly call: (callee: Term, made: Made) => Term;
  /** Work that is done once for the whole program, in the middle of following some name: it is not part of that way. */
  readonly apart: <Result>(work: () => Result) => Result;
}

export interface Asked {
  readonly name: string;
  readonly at: Site;
}

export const foundTerm = (reducer: Reducer, found: Found): Term => {
  switch (found.kind) {
    case 'value':
      return reducer.reduce(found.value, moduleFrame(found.file));
    case 'file':
      return { kind: 'namespace', file: found.file };
    case 'package':
      return { kind: 'external', module: found.name, path: found.member === '' ? '' : `.${found.member}`, made: [] };
    case 'nothing':
      return nothingKnown('the import leads nowhere');
  }
};

/** An interface that one class implements is that class, whoever injects it; what only stands in for it does not count. */
export const onlyImplementer = ({ program }: Reducer, type: Value): Term | null => {
  const all = realOnes(type.kind === 'reference' ? (program.implementers.get(type.name) ?? []) : [], ({ file, id }) => isStandIn(file, id));
  const [only] = all;
  return only === undefined || all.length > 1 ? null : { kind: 'instance', file: only.file, id: only.id, made: null };
};

/** What a call gives for the parameter at a place, `f(a, ...rest)` included; null when it gives nothing. */
export const givenAt = (reducer: Reducer, { site, frame }: Made, index: number): Term | null => {
  const spread = site.args.findIndex(({ kind }) => kind === 'spread');
  const own = spread === -1 || index < spread ? site.args[index] : undefined;
  if (own !== undefined) return reducer.reduce(own, frame);
  const list = site.args[spread];
  if (list === undefined) return null;
  const whole = reducer.reduce(list, frame);
  if (whole.kind !== 'array') return whole.kind === 'parameter' ? whole : null;
  const item = whole.items[index - spread];
  return item === undefined ? null : reducer.reduce(item, whole.frame);
};

/** All that a call gives from a place on. */
export const restOf = (reducer: Reducer, { site, frame }: Made, index: number): Term | null => {
  const [only] = site.args.slice(index);
  if (site.args.length === index + 1 && only?.kind === 'spread') return reducer.reduce(only, frame);
  return { kind: 'array', items: site.args.slice(index), frame };
};

/** Types of plain data: what it holds, only the caller knows. */
const saysNothing = /(?:URL|RequestInfo|Config|Options|Settings|Request|Response|Input|Dto|Props|Params|Init|Args|Context|Event|Message)$/;

/** What something of this type is; null when the type says nothing. */
export const instanceOf = (type: Term, decorators: readonly { readonly site: CallSite; readonly frame: Frame }[]): Term | null => {
  if (type.kind === 'class') return { kind: 'instance', file: type.file, id: type.id, made: null };
  return type.kind === 'external' && type.path !== '' && !saysNothing.test(type.path) ? { ...type, path: `${type.path}#`, made: [...type.made, ...decorators] } : null;
};

import type { CallSite, FileFacts, Parameter } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { callbackParameter } from './callback-parameters.ts';
import { callTerm } from './call-term.ts';
import { elementTerm } from './element-term.ts';
import { itemOf, iteratedParameter } from './lists.ts';
import { handedByMaker } from './makers.ts';
import { memberTerm } from './member-term.ts';
import { globals } from './globals.ts';
import { importFound, type Program } from './program.ts';
import { nothing } from './provided.ts';
import { injectedBy } from './providers.ts';
import { foundTerm, givenAt, instanceOf, onlyImplementer, restOf, type Reducer } from './reducer.ts';
import { shapeOf, toldByValue } from './shapes.ts';
import { boundTo, functionKey, moduleFrame, nothingKnown, siteIn, type Frame, type Shape, type Term } from './term.ts';

const deepest = 60;
/** Terms that refer to one another can be followed on endlessly many ways. */
const mostSteps = 1000;

export const createReducer = (program: Program): Reducer => {
  const known = new WeakMap<Value, Term>();
  let depth = 0;
  // What was cut short is true only at this depth, so it is not kept.
  let cut = 0;
  let steps = 0;
  const bounded = (follow: () => Term): Term => {
    if (depth === 0) steps = 0;
    if (depth > deepest || steps > mostSteps) {
      cut += 1;
      return nothingKnown('the value is too far away');
    }
    depth += 1;
    steps += 1;
    const term = follow();
    depth -= 1;
    return term;
  };
  const apart: Reducer['apart'] = (work) => {
    const before = [depth, steps] as const;
    depth = 0;
    const result = work();
    [depth, steps] = before;
    return result;
  };
  const reducer: Reducer = {
    program, apart,
    member: (of, asked) => bounded(() => memberTerm(reducer, of, asked)),
    call: (callee, made) => callTerm(reducer, callee, made),
    reduce: (value, frame) => {
      const free = frame.bound === null && frame.self === null;
      const before = free ? known.get(value) : undefined;
      if (before !== undefined) return before;
      const cutBefore = cut;
      const term = bounded(() => termOf(reducer, value, frame));
      if (free && (depth === 0 || cut === cutBefore)) known.set(value, term);
      return term;
    },
  };
  return reducer;
};

const termOf = (reducer: Reducer, value: Value, frame: Frame): Term => {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' || typeof value.value === 'number' ? { kind: 'text', value: String(value.value), at: siteIn(frame, value) } : { kind: 'flag', value: value.value };
    case 'concat':
      return { kind: 'concat', parts: value.parts.map((part) => reducer.reduce(part, frame)) };
    case 'either':
      return askedOfTable(reducer, value, frame) ?? eitherOf(value.options.map((option) => reducer.reduce(option, frame)));
    case 'object':
      return { kind: 'object', value, frame };
    case 'array':
      return { kind: 'array', items: value.items, frame };
    case 'function':
      return { kind: 'function', frame: { ...frame, inside: value.id } };
    case 'class':
      return { kind: 'class', file: frame.file, id: value.id };
    case 'this':
      return frame.self ?? selfOf(frame);
    case 'member':
      return memberTerm(reducer, reducer.reduce(value.of, frame), { name: value.name, at: siteIn(frame, value) });
    case 'element':
      return elementTerm(reducer, value, frame);
    case 'call':
      return callOf(reducer, frame.file.calls[value.call], frame);
    case 'reference':
      return referenceTerm(reducer, value, frame);
    case 'item':
      return itemOf(reducer, reducer.reduce(value.of, frame));
    case 'spread':
      return reducer.reduce(value.of, frame);
    case 'within':
      return reducer.reduce(value.of, { ...frame, inside: value.inside });
    case 'typed':
      return value.called ? reducer.call(reducer.reduce(value.of, frame), nothing(frame, value.line)) : reducer.reduce(value.of, frame);
    case 'unknown':
      return nothingKnown(value.reason);
  }
};

/** The same possibility twice is one. */
const eitherOf = (options: readonly Term[]): Term => {
  const [first, ...rest] = new Set(options);
  return first !== undefined && rest.length === 0 ? first : { kind: 'either', options: [...new Set(options)] };
};

/** `table[name] || fallback`: what a table that is written out holds for the caller's name counts before what stands in for any other. */
const askedOfTable = (reducer: Reducer, { options: [first] }: Extract<Value, { kind: 'either' }>, frame: Frame): Term | null => {
  if (first?.kind !== 'element') return null;
  const [of, key] = [reducer.reduce(first.of, frame), reducer.reduce(first.key, frame)];
  return of.kind === 'object' && of.value.entries.length > 0 && key.kind === 'parameter' ? key : null;
};

/** A call knows where it stands; the variable that it was assigned to may belong to a function further out. */
const callOf = (reducer: Reducer, site: CallSite | undefined, outer: Frame): Term => {
  if (site === undefined) return nothingKnown('the call is not known');
  const frame = site.inside === outer.inside ? outer : { ...outer, inside: site.inside };
  return callTerm(reducer, reducer.reduce(site.callee, frame), { site, frame });
};

/** Inside a class that nobody is seen to make, `this` is any instance of it. */
const selfOf = ({ file, inside }: Frame): Term => {
  const id = file.functions[inside]?.class;
  return id == null ? nothingKnown('what `this` is can not be told') : { kind: 'instance', file, id, made: null };
};

const referenceTerm = (reducer: Reducer, value: Extract<Value, { kind: 'reference' }>, frame: Frame): Term => {
  const { file } = frame;
  for (let inside: number | null = frame.inside; inside !== null; inside = file.functions[inside]?.parent ?? null) {
    const scope: FileFacts['functions'][number] | undefined = file.functions[inside];
    const local = scope?.locals.get(value.name);
    if (local !== undefined) return local.kind === 'reference' && local.name === value.name ? nothingKnown('the name stands for itself') : reducer.reduce(local, { ...frame, inside });
    const parameter = scope?.parameters.find(({ name }) => name === value.name);
    if (parameter !== undefined) return parameterTerm(reducer, parameter, { ...frame, inside });
  }
  const binding = file.bindings.get(value.name);
  if (binding !== undefined) return foundTerm(reducer, importFound(reducer.program, reducer.program.resolve(file.path, binding.specifier), binding.name));
  return globals.has(value.name) ? { kind: 'external', module: 'global', path: `.${value.name}`, made: [] } : nothingKnown(`${value.name} is defined nowhere in reach`);
};

/** `keys = []` says less than whoever calls. */
const isEmpty = (term: Term): boolean => term.kind === 'array' && term.items.length === 0;

const parameterTerm = (reducer: Reducer, parameter: Parameter, frame: Frame): Term => {
  const { file, inside } = frame;
  const bound = boundTo(frame.bound, functionKey(file, inside));
  const given = bound === null ? null : parameter.rest ? restOf(reducer, bound.by, parameter.index) : givenAt(reducer, bound.by, parameter.index);
  if (given !== null) return given;
  const brought = injectedBy(reducer, decoratorsOf(frame, parameter));
  if (brought !== null) return brought;
  const typed = parameter.type === null ? null : (toldByValue(reducer, file, parameter.type) ?? instanceOf(reducer.reduce(parameter.type, moduleFrame(file)), decoratorsOf(frame, parameter)) ?? onlyImplementer(reducer, parameter.type));
  if (typed !== null) return typed;
  const iterated = iteratedParameter(reducer, frame, parameter.index);
  if (iterated !== null) return iterated;
  const handed = callbackParameter(reducer, frame, parameter.index);
  if (handed !== null) return handed;
  const part = handedByMaker(reducer, frame, parameter.index);
  if (part !== null) return part;
  const fallback = parameter.fallback === null ? null : reducer.reduce(parameter.fallback, frame);
  if (fallback !== null && !isEmpty(fallback)) return fallback;
  return { kind: 'parameter', of: functionKey(file, inside), index: parameter.index, path: [], name: parameter.name ?? '', ...shaped(reducer, parameter, file) };
};

const shaped = (reducer: Reducer, { type }: Parameter, file: FileFacts): { readonly shape?: Shape } => {
  const shape = type === null ? null : shapeOf(reducer, file, type);
  return shape === null ? {} : { shape };
};

const decoratorsOf = (frame: Frame, { decorators }: { readonly decorators: readonly number[] }) => decorators.flatMap((id) => {
  const site = frame.file.calls[id];
  return site === undefined ? [] : [{ site, frame }];
});

import type { ClassFacts, FileFacts, Property } from '../facts/file-facts.ts';
import { globals } from './globals.ts';
import { onlyHeir } from './heirs.ts';
import { injectedBy } from './providers.ts';
import { foundTerm, instanceOf, onlyImplementer, type Asked, type Reducer } from './reducer.ts';
import { shapeMember, toldByValue } from './shapes.ts';
import { writtenTo } from './written.ts';
import { functionKey, moduleFrame, nothingKnown, type Bound, type External, type Frame, type Made, type Term } from './term.ts';

const isVariable = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(name);

type Instance = Extract<Term, { kind: 'instance' }>;

/** `of.name`. */
export const memberTerm = (reducer: Reducer, of: Term, asked: Asked): Term => {
  switch (of.kind) {
    case 'object':
      return entryTerm(reducer, of, asked);
    case 'namespace':
      return foundTerm(reducer, reducer.program.exported(of.file, asked.name));
    case 'instance':
      return instanceMember(reducer, of, asked);
    case 'class':
      return staticMember(reducer, of, asked);
    case 'external':
      return externalMember(reducer, of, asked);
    case 'parameter':
      return of.path.at(-1) === 'env' && isVariable(asked.name) ? { kind: 'environment', name: asked.name, at: asked.at } : parameterMember(reducer, of, asked);
    case 'each':
      return { kind: 'each', options: of.options.map((option) => reducer.member(option, asked)) };
    case 'either':
      return either(of.options.map((option) => reducer.member(option, asked)));
    case 'array': {
      const item = of.items[Number(asked.name)];
      return item === undefined ? nothingKnown(`${asked.name} of a list`) : reducer.reduce(item, of.frame);
    }
    default:
      return nothingKnown(`${asked.name} is computed`);
  }
};

const parameterMember = (reducer: Reducer, { shape, ...of }: Extract<Term, { kind: 'parameter' }>, { name }: Asked): Term => {
  const typed = shape === undefined ? null : shapeMember(reducer, shape, name);
  if (typed !== null && 'kind' in typed) return typed;
  return { ...of, path: [...of.path, name], ...(typed === null ? {} : { shape: typed }) };
};

const either = (options: readonly Term[]): Term => {
  const known = options.filter(({ kind }) => kind !== 'unknown');
  return known.length === 1 && known[0] !== undefined ? known[0] : known.length === 0 ? (options[0] ?? nothingKnown('nothing to choose from')) : { kind: 'either', options: known };
};

/** What is written out counts before what is put in later, unless it only holds the place. */
const entryTerm = (reducer: Reducer, of: Extract<Term, { kind: 'object' }>, asked: Asked): Term => {
  const term = writtenOut(reducer, of, asked);
  const isThere = term.kind !== 'unknown' && !(term.kind === 'flag' && term.value === null);
  return isThere ? term : (writtenTo(reducer, of, asked.name) ?? term);
};

const writtenOut = (reducer: Reducer, { value, frame }: Extract<Term, { kind: 'object' }>, asked: Asked): Term => {
  const own = value.entries.findLast(([name]) => name === asked.name);
  if (own !== undefined) return reducer.reduce(own[1], frame);
  for (const spread of value.spreads.toReversed()) {
    const term = reducer.member(reducer.reduce(spread, frame), asked);
    if (term.kind !== 'unknown') return term;
  }
  return nothingKnown(`${asked.name} is not set`);
};

const classOf = ({ file, id }: { readonly file: FileFacts; readonly id: number }): ClassFacts | undefined => file.classes[id];

const constructorBound = (of: Instance, found: ClassFacts): Bound | null => {
  const id = found.methods.get('constructor');
  return of.made === null || id === undefined ? null : { of: functionKey(of.file, id), by: of.made, next: of.made.frame.bound };
};

/** A field without a value that a decorator of an outside package fills is what the decorator gives. */
const filledBy = (reducer: Reducer, decorators: readonly Made[]): Term | null => {
  const given = decorators.map((made) => reducer.call(reducer.reduce(made.site.callee, made.frame), made));
  return given.find((term) => term.kind === 'external' && term.module !== 'global') ?? null;
};

const propertyTerm = (reducer: Reducer, { value, inside, type, decorators }: Property, frame: Frame): Term => {
  const sites = decorators.flatMap((id) => frame.file.calls[id] ?? []).map((site) => ({ site, frame: moduleFrame(frame.file) }));
  const brought = value === null ? injectedBy(reducer, sites) : null;
  if (brought !== null) return brought;
  const term = value === null ? nothingKnown('the property is set elsewhere') : reducer.reduce(value, { ...frame, inside });
  if ((term.kind !== 'unknown' && term.kind !== 'flag') || type === null) return term;
  return toldByValue(reducer, frame.file, type) ?? instanceOf(reducer.reduce(type, moduleFrame(frame.file)), sites) ?? onlyImplementer(reducer, type) ?? filledBy(reducer, sites) ?? term;
};

/** `heirs` are those of whom `of` is a parent, the object itself first. */
const instanceMember = (reducer: Reducer, of: Instance, asked: Asked, heirs: readonly Instance[] = []): Term => {
  const self = heirs[0] ?? of;
  const found = classOf(of);
  if (found === undefined) return nothingKnown('the class is not known');
  const frame: Frame = { file: of.file, inside: found.inside, self, bound: constructorBound(of, found) };
  if (asked.name === 'constructor') return { kind: 'class', file: self.file, id: self.id };
  const method = found.methods.get(asked.name);
  if (method !== undefined) return { kind: 'function', frame: { ...frame, inside: method } };
  // In a static method `this` is the class; seen from nowhere in particular, it may be either.
  const property = found.properties.get(asked.name) ?? found.statics.get(asked.name);
  if (property !== undefined) return propertyTerm(reducer, property, frame);
  const term = found.extends === null ? nothingKnown(`${asked.name} is no member of ${found.name ?? 'the class'}`) : inherited(reducer, of, asked, heirs);
  const heir = term.kind === 'unknown' && heirs.length === 0 && of.made === null ? onlyHeir(reducer, of) : null;
  const done = heir === null ? term : instanceMember(reducer, { kind: 'instance', ...heir, made: null }, asked);
  // What heirs say in their fields, each says for itself.
  return done.kind === 'function' ? done : term;
};

/** `super(a, b)` hands the arguments of the subclass on to its parent. */
const inherited = (reducer: Reducer, of: Instance, asked: Asked, heirs: readonly Instance[]): Term => {
  const found = classOf(of);
  const line = [...heirs, of];
  const parent = found?.extends == null ? nothingKnown('no parent') : reducer.reduce(found.extends, moduleFrame(of.file));
  if (parent.kind === 'external') return externalMember(reducer, { ...parent, path: `${parent.path}#` }, asked);
  if (parent.kind !== 'class' || found === undefined) return nothingKnown('the parent class is not known');
  if (line.some(({ file, id }) => file === parent.file && id === parent.id)) return nothingKnown('the class is a parent of itself');
  const id = found.methods.get('constructor');
  const call = id === undefined ? undefined : of.file.calls.find(({ callee, inside }) => inside === id && callee.kind === 'member' && callee.name === 'super');
  const made = call === undefined || id === undefined ? of.made : { site: call, frame: { file: of.file, inside: id, self: of, bound: constructorBound(of, found) } };
  return instanceMember(reducer, { kind: 'instance', file: parent.file, id: parent.id, made }, asked, line);
};

const staticMember = (reducer: Reducer, of: Extract<Term, { kind: 'class' }>, asked: Asked): Term => {
  const found = classOf(of);
  const method = found?.methods.get(asked.name);
  if (method !== undefined) return { kind: 'function', frame: { ...moduleFrame(of.file), inside: method, self: of } };
  // What a static method sets on `this` is among the properties; the name of a class is none of them.
  const properties = [found?.statics.get(asked.name), asked.name === 'name' ? undefined : found?.properties.get(asked.name)].filter((one) => one !== undefined);
  // `static channel: Channel | null = null` only holds the place for what a method sets.
  const terms = properties.map((property) => propertyTerm(reducer, property, { ...moduleFrame(of.file), self: of }));
  const term = terms.find(({ kind }) => kind !== 'unknown' && kind !== 'flag') ?? terms.find(({ kind }) => kind === 'flag');
  if (term !== undefined) return term;
  if (asked.name === 'name' && found?.name != null) return { kind: 'text', value: found.name, at: { file: of.file.path, line: found.line } };
  const parent = found?.extends == null ? null : reducer.reduce(found.extends, moduleFrame(of.file));
  return parent?.kind === 'external' || parent?.kind === 'class' ? reducer.member(parent, asked) : nothingKnown(`${asked.name} is no member of ${found?.name ?? 'the class'}`);
};

const environments = new Set(['global.process.env', 'process.env', 'global.import.meta.env', 'global.Bun.env', 'bun.env']);

const isEnvironment = (reducer: Reducer, term: Term): boolean => {
  if (term.kind === 'external') return environments.has(`${term.module}${term.path}`) || (term.path.endsWith('()') && term.made.some((made) => made.site.args.some((arg) => isEnvironment(reducer, reducer.reduce(arg, made.frame)))));
  if (term.kind === 'object') return term.value.spreads.some((spread) => isEnvironment(reducer, reducer.reduce(spread, term.frame)));
  return false;
};

/** `Object.fromEntries(names.map((name) => [name, make(name)])).orders`: what each entry holds. */
const entryOfList = (reducer: Reducer, of: External): Term | null => {
  const made = of.module === 'global' && of.path === '.Object.fromEntries()' ? of.made.at(-1) : undefined;
  const [list] = made?.site.args ?? [];
  const site = list?.kind === 'call' ? made?.frame.file.calls[list.call] : undefined;
  const [maker] = site?.callee.kind === 'member' && site.callee.name === 'map' ? site.args : [];
  const [pair] = made !== undefined && maker?.kind === 'function' ? (made.frame.file.functions[maker.id]?.returns ?? []) : [];
  const value = pair?.kind === 'array' ? pair.items[1] : undefined;
  return made === undefined || maker?.kind !== 'function' || value === undefined ? null : reducer.reduce(value, { ...made.frame, inside: maker.id });
};

const externalMember = (reducer: Reducer, of: External, asked: Asked): Term => {
  const { name, at } = asked;
  const entry = entryOfList(reducer, of);
  if (entry !== null) return entry;
  // What a team keeps there, `globalThis.prisma ??= new PrismaClient()`, is known by what it is given.
  if (`${of.module}${of.path}` === 'global.globalThis') return globals.has(name) ? { ...of, path: `.${name}` } : nothingKnown(`${name} is kept by the program`);
  const parsed = of.path.endsWith('()') || /\(\)\.(?:value|data|env)$/.test(of.path);
  if (environments.has(`${of.module}${of.path}`) || (of.path.endsWith('.env') && isVariable(name))) return { kind: 'environment', name, at };
  if (parsed && isVariable(name) && of.made.some((made) => made.site.args.some((arg) => isEnvironment(reducer, reducer.reduce(arg, made.frame))))) {
    const fallback = schemaDefault(reducer, of, asked);
    const variable: Term = { kind: 'environment', name, at };
    return fallback === null ? variable : { kind: 'either', options: [variable, fallback] };
  }
  return { ...of, path: name === 'default' ? of.path : `${of.path}.${name}` };
};

/** `z.object({ X: z.string().default('…') }).parse(process.env)`: what X is when nobody sets it. */
const schemaDefault = (reducer: Reducer, of: External, { name }: Asked): Term | null => {
  const entries = of.made.flatMap(({ site, frame }) => site.args.map((arg) => ({ term: reducer.reduce(arg, frame), frame })));
  for (const { term } of entries) {
    const entry = term.kind === 'object' ? term.value.entries.find(([key]) => key === name)?.[1] : undefined;
    if (entry?.kind !== 'call' || term.kind !== 'object') continue;
    const schema = reducer.reduce(entry, term.frame);
    const made = schema.kind === 'external' ? schema.made.find(({ site }) => site.callee.kind === 'member' && site.callee.name === 'default') : undefined;
    const [given] = made?.site.args ?? [];
    if (made !== undefined && given !== undefined) return reducer.reduce(given, made.frame);
  }
  return null;
};

import { importFound } from './program.ts';
import { resolvedBy } from './providers.ts';
import { foundTerm, type Reducer } from './reducer.ts';
import { mappedList, sameList } from './lists.ts';
import { kept } from './lookups.ts';
import { configured } from './settings.ts';
import { metadataTerm } from './metadata.ts';
import { rewritten } from './text-functions.ts';
import { functionKey, nothingKnown, siteIn, symbolOf, type External, type Frame, type Made, type Term } from './term.ts';

/** What a call gives. */
export const callTerm = (reducer: Reducer, callee: Term, made: Made): Term => {
  switch (callee.kind) {
    case 'external':
      return externalCall(reducer, callee, made);
    case 'class':
      return { kind: 'instance', file: callee.file, id: callee.id, made };
    case 'function':
      return resultOf(reducer, callee.frame, made);
    case 'either': {
      const first = callee.options.find(({ kind }) => kind !== 'unknown');
      return first === undefined ? nothingKnown('the called function is not known') : callTerm(reducer, first, made);
    }
    default:
      return boundFunction(reducer, made) ?? sameList(reducer, made) ?? mappedList(reducer, made) ?? sameText(reducer, made) ?? nothingKnown('what the call gives is known only when it runs');
  }
};

/** `f.bind(this)` is still `f`. */
const boundFunction = (reducer: Reducer, { site: { callee }, frame }: Made): Term | null => {
  const of = callee.kind === 'member' && callee.name === 'bind' ? reducer.reduce(callee.of, frame) : null;
  return of?.kind === 'function' ? of : null;
};

const keepsText = new Set(['toString', 'trim', 'replace', 'replaceAll', 'toLowerCase', 'valueOf', 'concat', 'href', 'slice']);

/** `url.replace(/\/$/, '')` still leads to the same place. */
const sameText = (reducer: Reducer, { site, frame }: Made): Term | null => {
  const { callee } = site;
  const [first] = site.args;
  // A list in one setting is read as the whole setting: `TOPICS.split(',')`.
  const splits = callee.kind === 'member' && callee.name === 'split' && first?.kind === 'literal' && first.value === ',';
  if (callee.kind !== 'member' || !(splits || keepsText.has(callee.name))) return null;
  const of = reducer.reduce(callee.of, frame);
  return ['text', 'concat', 'environment', 'either', 'parameter'].includes(of.kind) ? of : null;
};

/** The frame inside a function that is called from here. */
const calledFrame = (frame: Frame, by: Made): Frame => ({ ...frame, bound: { of: functionKey(frame.file, frame.inside), by, next: frame.bound } });

/** The function is being called already, on the way to this call. */
const isRecursive = (of: string, { frame }: Made): boolean => {
  for (let { bound } = frame; bound !== null; bound = bound.by.frame.bound) if (bound.of === of) return true;
  return false;
};

const resultOf = (reducer: Reducer, frame: Frame, made: Made): Term => {
  if (isRecursive(functionKey(frame.file, frame.inside), made)) return nothingKnown('the function calls itself');
  const returns = frame.file.functions[frame.inside]?.returns ?? [];
  const inside = calledFrame(frame, made);
  const results = returns.map((value) => reducer.reduce(value, inside)).filter((term) => term.kind !== 'unknown' && !(term.kind === 'flag' && term.value === null));
  if (results.length === 0) return nothingKnown('what the function gives is known only when it runs');
  return results.length === 1 && results[0] !== undefined ? results[0] : { kind: 'either', options: settingsFirst(results) };
};

/** `if (!process.env.X) return 80; …`: what is set counts before what is given when nothing is. */
const settingsFirst = (results: readonly Term[]): readonly Term[] => {
  const options = results.flatMap((term) => (term.kind === 'either' ? term.options : [term]));
  const isSetting = ({ kind }: Term): boolean => kind === 'environment';
  return options.some(isSetting) ? [...options.filter(isSetting), ...options.filter((term) => !isSetting(term))] : results;
};

const urlTerm = (reducer: Reducer, { site, frame }: Made): Term => {
  const [path, base] = site.args.map((arg) => reducer.reduce(arg, frame));
  if (path === undefined) return nothingKnown('a URL of nothing');
  if (base === undefined) return path;
  const absolute = path.kind === 'text' && /^\w+:\/\//.test(path.value);
  return absolute ? path : { kind: 'concat', parts: [base, { kind: 'text', value: '/', at: siteIn(frame, site) }, path] };
};

const configMethods = new Set(['@nestjs/config.ConfigService#.get', '@nestjs/config.ConfigService#.getOrThrow', 'config.get', 'nconf.get', 'env-var.get', 'global.Deno.env.get', 'env-var.get().required().asString', 'env-var.get().asString']);

/** Functions that give what they are given, in another dress. */
const keepsMeaning = new Set(['util.promisify', 'util.promisifyAll', 'bluebird.promisify', 'bluebird.promisifyAll', 'es6-promisify.promisify', 'pify']);

const externalCall = (reducer: Reducer, callee: External, made: Made): Term => {
  const { site, frame } = made;
  const symbol = symbolOf(callee);
  const [first] = site.args;
  if ((symbol === 'global.require' || /^(?:node:)?module\.createRequire\(\)$/.test(symbol)) && first !== undefined) return requireTerm(reducer, made);
  if (symbol === 'global.URL') return urlTerm(reducer, made);
  if (callee.path.endsWith('.bind')) return { ...callee, path: callee.path.slice(0, -'.bind'.length) };
  if (keepsMeaning.has(symbol) && first !== undefined) return reducer.reduce(first, frame);
  if (['global.String', 'global.Number', 'global.parseInt', 'global.Object.freeze', 'global.encodeURIComponent'].includes(symbol) && first !== undefined) return reducer.reduce(first, frame);
  const text = first === undefined ? null : rewritten(symbol, () => reducer.reduce(first, frame));
  if (text !== null) return text;
  const provided = resolvedBy(reducer, symbol, made) ?? (symbol === 'global.Map#.get' ? kept(reducer, made) : null);
  if (provided !== null) return provided;
  const said = metadataTerm(reducer, callee, made);
  if (said !== null) return said;
  if (configMethods.has(symbol) && first !== undefined) return settingTerm(reducer, made);
  return { ...callee, path: `${callee.path}${site.isNew ? '#' : '()'}`, made: [...callee.made, made] };
};

const requireTerm = (reducer: Reducer, { site, frame }: Made): Term => {
  const name = site.args[0] === undefined ? nothingKnown('require of nothing') : reducer.reduce(site.args[0], frame);
  if (name.kind !== 'text') return nothingKnown('the required module is computed');
  const target = reducer.program.resolve(frame.file.path, name.value);
  const found = importFound(reducer.program, target, '*');
  if (found.kind !== 'file') return foundTerm(reducer, found);
  const whole = found.file.exports.get('=');
  return whole === undefined ? { kind: 'namespace', file: found.file } : foundTerm(reducer, { kind: 'value', file: found.file, value: whole });
};

/** `RABBIT_MQ_${queue}_QUEUE`: the name of a setting, or what of it only a caller tells. */
const settingName = (term: Term | undefined): string | Extract<Term, { kind: 'parameter' }> | null => {
  if (term?.kind === 'text') return term.value;
  if (term?.kind === 'parameter') return term;
  if (term?.kind !== 'concat') return null;
  let name = '';
  for (const part of term.parts.map(settingName)) {
    if (typeof part !== 'string') return part;
    name += part;
  }
  return name;
};

/** `config.get('ORDERS_URL', fallback)`: a variable, when its name is written like one. */
const settingTerm = (reducer: Reducer, { site, frame }: Made): Term => {
  const [given, fallback] = site.args.map((arg) => reducer.reduce(arg, frame));
  const name = settingName(given);
  if (typeof name !== 'string') return name ?? nothingKnown('the name of the setting is computed');
  const at = siteIn(frame, site);
  const setting = configured(reducer, name.split('.'), frame.file.path) ?? { kind: 'environment', name, at };
  return fallback === undefined || fallback.kind === 'object' ? setting : { kind: 'either', options: [setting, fallback] };
};

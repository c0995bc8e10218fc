import type { Evidence } from '../model.ts';
import { lookUp, type Environment } from '../workspace/environment.ts';
import type { Term } from './term.ts';

/** A term in the environment of one service. What is not known stands as `{}` in the text. */
export interface Text {
  readonly text: string;
  /** The places that gave it its parts. */
  readonly evidence: readonly Evidence[];
  /** Why parts are not known. */
  readonly missing: readonly string[];
  /** Functions whose parameters are among the parts that are not known, with where in the text they stand. */
  readonly parameters: readonly { readonly of: string; readonly offset: number }[];
}

const hole = (reason: string, parameters: Text['parameters'] = []): Text => ({ text: '{}', evidence: [], missing: [reason], parameters });

/** No address and no name is that long, and what doubles with each step would be longer than memory. */
const longest = 4096;
const mostPlaces = 200;
const tooLong = hole('the text is too long');

const joined = (parts: readonly Text[]): Text => {
  let text = '';
  const parameters: { of: string; offset: number }[] = [];
  const evidence: Evidence[] = [];
  for (const part of parts) {
    if (part === tooLong || text.length + part.text.length > longest || evidence.length > mostPlaces) return tooLong;
    parameters.push(...part.parameters.map(({ of, offset }) => ({ of, offset: offset + text.length })));
    evidence.push(...part.evidence);
    text += part.text;
  }
  return { text, parameters, evidence, missing: parts.flatMap(({ missing }) => missing) };
};

const withoutPassword = (text: string): string => text.replace(/:\/\/[^/@]*:[^/@]*@/, '://***@');

const variableText = (name: string, environment: Environment): Text => {
  const found = lookUp(environment, name);
  if (found === undefined) return hole(`${name} is defined nowhere`);
  const { value, file, line } = found;
  const secret = /PASS|SECRET|TOKEN|KEY/i.test(name) || /\/\/[^/@:]*:[^/@]*@/.test(value);
  return { text: value, evidence: [{ file, line, note: secret ? `${name} is set here` : `${name}=${value}` }], missing: [], parameters: [] };
};

/** A deployment that hands on a variable nobody sets, `DB_SCHEMA=${DB_SCHEMA}`, leaves it empty. */
const isPassedOn = (text: string): boolean => /^\$\{\w+\}$/.test(text);

const chosen = (options: readonly Text[]): Text => {
  const known = options.filter(({ missing }) => missing.length === 0);
  return known.find(({ text }) => !isPassedOn(text)) ?? known[0] ?? options.find(({ text }) => text !== '{}') ?? options[0] ?? hole('there is nothing to choose from');
};

/** Terms share their parts: each is read once in an environment, however many ways lead to it. */
const composed = new WeakMap<Environment, WeakMap<Term, Text>>();

/** A text that is put together is shown once as it is written, with `{}` for what is put in, and then what gave the rest. */
const together = (parts: readonly Term[], read: (part: Term) => Text): Text => {
  const texts = parts.map(read);
  const whole = joined(texts);
  const first = parts.find((part) => part.kind === 'text');
  if (first?.kind !== 'text' || whole === tooLong || parts.filter(({ kind }) => kind === 'text').length < 2) return whole;
  const written = parts.map((part) => (part.kind === 'text' ? part.value : '{}')).join('');
  return { ...whole, evidence: [{ ...first.at, note: `'${withoutPassword(written)}'` }, ...texts.flatMap(({ evidence }, index) => (parts[index]?.kind === 'text' ? [] : evidence))] };
};

const textOfParts = (term: Extract<Term, { kind: 'concat' | 'either' }>, environment: Environment): Text => {
  const known = composed.get(environment) ?? new WeakMap<Term, Text>();
  composed.set(environment, known);
  const before = known.get(term);
  if (before !== undefined) return before;
  const read = (part: Term): Text => textOf(part, environment);
  const text = term.kind === 'concat' ? together(term.parts, read) : chosen(term.options.map(read));
  known.set(term, text);
  return text;
};

/** What a term says where these variables are set. Of several possibilities the first that is wholly known counts, else the one most is known of. */
export const textOf = (term: Term, environment: Environment): Text => {
  switch (term.kind) {
    case 'text':
      return { text: term.value, evidence: [{ ...term.at, note: `'${withoutPassword(term.value)}'` }], missing: [], parameters: [] };
    case 'concat':
    case 'either':
      return textOfParts(term, environment);
    case 'environment':
      return variableText(term.name, environment);
    case 'parameter':
      return hole(`${term.name} is given by the caller`, [{ of: term.of, offset: 0 }]);
    case 'unknown':
      return hole(term.reason);
    default:
      return hole('the value is known only when it runs');
  }
};

import { escapedExpression } from '../../../shared/escaped-expression.ts';
import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import type { Files } from '../../files.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';

/** A function of the tree that a call hands options to. */
interface Taker {
  readonly file: FileFacts;
  readonly id: number;
  readonly index: number;
}

const variableOf = (value: Value): string | null =>
  value.kind === 'member' && value.of.kind === 'member' && value.of.name === 'env' && value.of.of.kind === 'reference' && ['process', 'Bun'].includes(value.of.of.name) ? value.name : null;

const takerOf = ({ reducer }: System, file: FileFacts, site: CallSite, index: number): Taker | null => {
  const term = reducer.reduce(site.callee, { ...moduleFrame(file), inside: site.inside });
  if (term.kind === 'function') return { file: term.frame.file, id: term.frame.inside, index };
  const id = term.kind === 'class' ? term.file.classes[term.id]?.methods.get('constructor') : undefined;
  return term.kind === 'class' && id !== undefined ? { file: term.file, id, index } : null;
};

/** The text that lists the members of the type of a parameter: beside the parameter, or where the named type is declared. */
const membersText = (files: Files, { reducer: { program } }: System, { file, id, index }: Taker): string => {
  const made = file.functions[id];
  const type = made?.parameters[index]?.type;
  if (made === undefined) return '';
  if (type?.kind !== 'reference') return (files.read(file.path) ?? '').split('\n').slice(made.line - 1).join('\n').split(/\)[^(){}]*(?:=>\s*)?\{/)[0] ?? '';
  const binding = file.bindings.get(type.name);
  const target = binding === undefined ? null : program.resolve(file.path, binding.specifier);
  const text = files.read(target?.kind === 'file' ? target.path : file.path) ?? '';
  return new RegExp(`\\b(?:interface|type|class)\\s+${escapedExpression(binding?.name ?? type.name)}\\b[^{;]*\\{([^}]*)\\}`).exec(text)?.[1] ?? '';
};

/** Variables that are handed to a function of the tree as an option that it can do without, as `file:line name`. */
export const readGivenOptions = (files: Files, system: System): ReadonlySet<string> =>
  new Set(system.files.filter(({ variables }) => variables.length > 0).flatMap((file) => file.calls.flatMap((site) => site.args.flatMap((arg, index) => {
    const given = arg.kind === 'object' ? arg.entries.flatMap(([key, value]) => ({ key, line: value.line, name: variableOf(value) })).filter(({ name }) => name !== null) : [];
    const taker = given.length === 0 ? null : takerOf(system, file, site, index);
    const members = taker === null ? '' : membersText(files, system, taker);
    return given.filter(({ key }) => new RegExp(`\\b${escapedExpression(key)}\\?\\s*:`).test(members)).map(({ line, name }) => `${file.path}:${line} ${name}`);
  }))));

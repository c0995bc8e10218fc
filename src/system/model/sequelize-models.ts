import type { CallSite, FileFacts, ImportBinding } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { once } from '../once.ts';
import { folderOf } from '../paths.ts';
import { nearestTo } from './nearest.ts';
import type { Program } from './program.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type External, type Made } from './term.ts';

/**
 * Sequelize's own way to lay models out: each file exports `(sequelize, DataTypes) => sequelize.define('order', …)`, an index reads the folder and keeps them by name.
 * No import leads from who asks for `db.order` to the file; the name does.
 */

interface Model {
  readonly name: string;
  readonly path: string;
  readonly made: Made;
}

const isDefining = ({ callee }: CallSite): boolean => callee.kind === 'member' && callee.name === 'define' && callee.of.kind === 'reference' && callee.of.name === 'sequelize';

/** `sequelize` is a parameter of the function around the call, or of one around that. */
const isHanded = (file: FileFacts, inside: number): boolean => {
  for (let id: number | null = inside; id !== null && id !== 0; id = file.functions[id]?.parent ?? null) if (file.functions[id]?.parameters.some(({ name }) => name === 'sequelize') === true) return true;
  return false;
};

const modelsOf = once((program: Program): ReadonlyMap<string, readonly Model[]> => {
  const models = [...program.files.values()].flatMap((file) => file.calls.filter((site) => isDefining(site) && isHanded(file, site.inside)).flatMap((site): readonly Model[] => {
    const [first] = site.args;
    const made: Made = { site, frame: { ...moduleFrame(file), inside: site.inside } };
    return first?.kind === 'literal' && typeof first.value === 'string' ? [{ name: first.value, path: file.path, made }] : [];
  }));
  return Map.groupBy(models, ({ name }) => name);
});

const methods = new Set(['findAll', 'findOne', 'findByPk', 'findOrCreate', 'findAndCountAll', 'create', 'bulkCreate', 'update', 'destroy', 'upsert', 'count', 'max', 'min', 'sum', 'increment', 'decrement']);

/** `db.order`, `this.models.order`. */
const keptUnder = (of: Value): string | null => {
  if (of.kind !== 'member') return null;
  const keeper = of.of.kind === 'reference' || of.of.kind === 'member' ? of.of.name : '';
  return /^(?:db|models?)$/i.test(keeper) ? of.name : null;
};

/** What `const { Order: order } = require('../models')` takes out of which file. */
const requiredAs = (file: FileFacts, name: string): ImportBinding | undefined => {
  const held = file.functions[0]?.locals.get(name);
  const site = held?.kind === 'member' && held.of.kind === 'call' ? file.calls[held.of.call] : undefined;
  const [specifier] = site?.callee.kind === 'reference' && site.callee.name === 'require' ? site.args : [];
  return held?.kind === 'member' && specifier?.kind === 'literal' ? { specifier: String(specifier.value), name: held.name } : undefined;
};

/** Taken out of the folder in which the models are. */
const takenFrom = ({ program }: Reducer, file: FileFacts, of: Value): string | null => {
  const binding = of.kind === 'reference' ? (file.bindings.get(of.name) ?? requiredAs(file, of.name)) : undefined;
  const target = binding === undefined ? null : program.resolve(file.path, binding.specifier);
  if (binding === undefined || target?.kind !== 'file') return null;
  return (modelsOf(program).get(binding.name) ?? []).some(({ path }) => folderOf(path) === folderOf(target.path)) ? binding.name : null;
};

/** The model that a name stands for where it is handed over, `include: [db.line]`, as what defined it. */
export const handedModel = (reducer: Reducer, file: FileFacts, value: Value): External | null => {
  const name = keptUnder(value) ?? takenFrom(reducer, file, value);
  const [model] = name === null ? [] : nearestTo(file.path, modelsOf(reducer.program).get(name) ?? []);
  return model === undefined ? null : { kind: 'external', module: 'sequelize', path: '.Sequelize#.define()', made: [model.made] };
};

/** What a call of such a model, or the call that defines it, is a call of; null for any other. */
export const sequelizeModel = (reducer: Reducer, { site, frame }: Made): External | null => {
  const { callee } = site;
  if (callee.kind !== 'member') return null;
  if (isDefining(site)) return isHanded(frame.file, site.inside) ? { kind: 'external', module: 'sequelize', path: '.Sequelize#.define', made: [] } : null;
  const model = methods.has(callee.name) ? handedModel(reducer, frame.file, callee.of) : null;
  return model === null ? null : { ...model, path: `${model.path}.${callee.name}` };
};

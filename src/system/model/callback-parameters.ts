import type { Reducer } from './reducer.ts';
import { functionKey, type External, type Frame, type Term } from './term.ts';

/** The object that a method was called on. */
const receiver = (callee: External, steps = 1): External => ({ ...callee, path: callee.path.split('.').slice(0, -steps).join('.') });

const result = (callee: External, by: External['made']): External => ({ ...callee, path: `${callee.path}()`, made: [...callee.made, ...by] });

/** What libraries hand to the functions that they are given, by the called symbol and the parameter's place. */
const handed = (callee: External, index: number, by: External['made']): Term | null => {
  const { module, path } = callee;
  if (module === 'amqplib/callback_api' && index === 1) return result(callee, by);
  if (module === 'amqp-connection-manager' && index === 0) return { kind: 'external', module: 'amqplib', path: '.Channel#', made: [] };
  if (module === 'mongodb' && path.endsWith('.connect') && index === 1) return result(callee, by);
  if (index !== 0) return null;
  if (module === 'fastify-plugin') return application;
  if (module === 'fastify' && path.endsWith('.register')) return receiver(callee);
  // Work in a transaction is work on the same database.
  if (/\.\$?transaction$/.test(path) || path.endsWith('.$extends')) return receiver(callee);
  return path.endsWith('.transaction().execute') ? receiver(callee, 2) : null;
};

const application: External = { kind: 'external', module: 'fastify', path: '()', made: [] };

const ofFastify = /^(?:fastify(?:-[\w-]+)?|@fastify\/[\w-]+)$/;

/** A plugin that its file exports, for `fastify start` or for whoever registers it: the first parameter is the application. */
const exportedPlugin = ({ file, inside }: Frame): Term | null => {
  const value = file.exports.get('=') ?? file.exports.get('default');
  const isExported = value?.kind === 'function' && value.id === inside;
  return isExported && file.imports.some(({ specifier }) => ofFastify.test(specifier)) ? application : null;
};

/** The call that a function is handed to, as its argument or in an object that is one. */
const handedTo = ({ file, inside }: Frame): number | null => {
  const [direct] = file.functions[inside]?.argumentOf ?? [];
  if (direct !== undefined) return direct;
  const parent = file.functions[inside]?.parent;
  const found = file.calls.findIndex((site) => site.inside === parent && site.args.some((arg) => arg.kind === 'object' && arg.entries.some(([, entry]) => entry.kind === 'function' && entry.id === inside)));
  return found < 0 ? null : found;
};

const known = new WeakMap<Frame['file'], Map<number, number | null>>();

const cachedCall = (frame: Frame): number | null => {
  const calls = known.get(frame.file) ?? new Map<number, number | null>();
  known.set(frame.file, calls);
  const before = calls.get(frame.inside);
  if (before !== undefined) return before;
  const found = handedTo(frame);
  calls.set(frame.inside, found);
  return found;
};

/** What a parameter without a type is, where a library says what it hands over; null where none does. */
export const callbackParameter = (reducer: Reducer, frame: Frame, index: number): Term | null => {
  const call = cachedCall(frame);
  const site = call === null ? undefined : frame.file.calls[call];
  if (site === undefined) return index === 0 ? exportedPlugin(frame) : null;
  if (site.callee.kind !== 'member' && site.callee.kind !== 'reference') return null;
  const outer: Frame = { ...frame, inside: site.inside };
  const callee = reducer.reduce(site.callee, outer);
  const external = callee.kind === 'either' ? callee.options.find((option) => option.kind === 'external') : callee;
  return external?.kind === 'external' && functionKey(outer.file, site.inside) !== functionKey(frame.file, frame.inside) ? handed(external, index, [{ site, frame: outer }]) : null;
};

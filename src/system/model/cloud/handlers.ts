import { isWithin } from '../../paths.ts';
import { functionsIn } from '../given-functions.ts';
import type { Owner, System } from '../system.ts';
import { moduleFrame, type Frame } from '../term.ts';
import type { Lambda } from './lambdas.ts';

const endings = ['.ts', '.js', '.mts', '.mjs', '.cjs', '/index.ts', '/index.js'];

/** The exported function that a handler names, or those that a wrapper is handed: `middy(create)`. */
export const worksIn = ({ reducer }: System, { module, exported }: Lambda): readonly Frame[] => {
  const file = endings.map((ending) => reducer.program.files.get(`${module}${ending}`)).find((one) => one !== undefined);
  if (file === undefined) return [];
  const found = reducer.program.exported(file, exported);
  if (found.kind !== 'value') return [];
  const { value } = found;
  const named = value.kind === 'reference' ? (found.file.functions[0]?.locals.get(value.name) ?? value) : value;
  return functionsIn(reducer, named, moduleFrame(found.file));
};

export const ownersOf = (system: System, { file, module }: Lambda): readonly Owner[] => {
  const home = system.deployed.filter(({ service }) => isWithin(module, service.path) || isWithin(file, service.path)).toSorted((a, b) => b.service.path.length - a.service.path.length);
  return home.slice(0, 1);
};

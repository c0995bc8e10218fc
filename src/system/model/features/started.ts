import { enclosingCalled } from '../callers.ts';
import type { System } from '../system.ts';
import type { Use } from '../use.ts';

/** Parts that a tracer is put together of: to make one starts nothing. */
const part = /(?:Exporter|Resource|Processor|Sampler|Propagator|Attributes)(?:#|\(\))?$/;

const isStart = ({ external: { path } }: Use): boolean => !part.test(path);

/** Whoever makes the object, or is handed the function, may run what stands in it. */
const mayRun = (system: System, { frame: { file }, site: { inside } }: Use): boolean => {
  for (let id: number | null = inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const found = file.functions[id];
    if (found === undefined || id === 0 || found.class !== null || found.argumentOf !== null) return true;
    if (enclosingCalled(system.callers, { file, inside: id, self: null, bound: null }) !== null) return true;
    if (found.parent === 0) return false;
  }
  return true;
};

/** A file whose functions start something and that nothing takes them from: it was prepared and is not in use. */
export const isLeftAside = (system: System, path: string, module: RegExp): boolean => {
  const starts = [...system.uses].filter(([name]) => module.test(name)).flatMap(([, uses]) => uses).filter((use) => use.frame.file.path === path && isStart(use));
  if (starts.length === 0 || starts.some((use) => mayRun(system, use))) return false;
  const { program } = system.reducer;
  return !system.files.some((file) => file.path !== path && file.imports.some(({ specifier, typeOnly }) => {
    const target = typeOnly ? null : program.resolve(file.path, specifier);
    return target?.kind === 'file' && target.path === path;
  }));
};

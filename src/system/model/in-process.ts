import { decoratorsOf } from './nest.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, type Made, type Term } from './term.ts';
import { argument, type Use } from './use.ts';

/** Buses inside one process: what is handed to them is found by its class or its name, not by a reference. */
const told = { CommandHandler: 'execute', QueryHandler: 'execute', EventsHandler: 'handle' } as const;
const buses = /^\.(?:CommandBus|QueryBus|EventBus)#\.(?:execute|publish)$/;

const keyOf = (term: Term): string | null => {
  if (term.kind === 'class' || term.kind === 'instance') return `class ${functionKey(term.file, term.id)}`;
  return term.kind === 'text' ? `text ${term.value}` : null;
};

/** What a bus runs for each class of message: the functions, by the message. */
const readListeners = (system: System): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>();
  const enter = (key: string | null, run: string): void => void (key === null ? null : found.set(key, [...(found.get(key) ?? []), run]));
  for (const file of system.files) {
    for (const { decorators, methods } of file.classes) {
      for (const { name, site, module } of decoratorsOf(system, file, decorators)) {
        const method = module === '@nestjs/cqrs' && name in told ? methods.get(told[name as keyof typeof told]) : undefined;
        if (method !== undefined) site.args.forEach((arg) => enter(keyOf(system.reducer.reduce(arg, moduleFrame(file))), functionKey(file, method)));
      }
      for (const id of methods.values()) {
        const heard = decoratorsOf(system, file, file.functions[id]?.decorators ?? []).filter((one) => one.module === '@nestjs/event-emitter' && one.name === 'OnEvent');
        heard.forEach(({ site }) => site.args.slice(0, 1).forEach((arg) => enter(keyOf(system.reducer.reduce(arg, moduleFrame(file))), functionKey(file, id))));
      }
    }
  }
  return found;
};

const isHanded = ({ external }: Use): boolean => (external.module === '@nestjs/cqrs' ? buses.test(external.path) : /\.(?:emit|emitAsync)$/.test(external.path));

/** Function -> the places that have a bus inside the process run it. */
export const readHandedOn = (system: System): ReadonlyMap<string, readonly Made[]> => {
  const listeners = readListeners(system);
  const handed = new Map<string, readonly Made[]>();
  const uses = ['@nestjs/cqrs', '@nestjs/event-emitter', 'eventemitter2'].flatMap((module) => system.uses.get(module) ?? []).filter(isHanded);
  for (const use of uses) {
    const key = keyOf(argument(use, 0));
    for (const run of (key === null ? undefined : listeners.get(key)) ?? []) handed.set(run, [...(handed.get(run) ?? []), { site: use.site, frame: use.frame }]);
  }
  return handed;
};

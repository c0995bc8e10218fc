import type { Arm } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { callsInside } from './calls-inside.ts';
import { ranBy } from './ran-by.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, type Frame, type Made } from './term.ts';

/** One call that happens while a function runs. */
export interface Step {
  readonly made: Made;
  /** Branches that lead to it, over all functions on the way, outermost first. */
  readonly arms: readonly TakenArm[];
  /** Runs of functions that it is part of, outermost first. */
  readonly runs: readonly number[];
}

/** A branch that is taken while a function runs. */
type TakenArm = Arm & { readonly run: number };

/** Says whether what a call runs belongs to what happens, too. */
export type Enter = (step: Step) => boolean;

const mostSteps = 4000;
const deepest = 9;

/** Methods that keep a function for later; what it does then is not part of what happens now. */
const keepers = /^(?:on|once|addListener|addEventListener|subscribe|consume|use|get|post|put|patch|delete|all|route|register|listen|schedule|process|setInterval|define|command|serialize|createServer|createWorker|step|describe|it|test)$/;

const nameOf = (value: Value): string => (value.kind === 'member' || value.kind === 'reference' ? value.name : '');

interface Walk {
  readonly reducer: Reducer;
  readonly enter: Enter;
  /** Functions that buses inside the process run for a call. */
  readonly handedOn: (made: Made) => readonly Frame[];
  readonly steps: Step[];
  readonly stack: string[];
  run: number;
}

/** What has been taken on the way to a function. */
type Way = Pick<Step, 'arms' | 'runs'>;

const inside = (walk: Walk, frame: Frame, way: Way): void => {
  const key = functionKey(frame.file, frame.inside);
  if (walk.stack.includes(key) || walk.stack.length > deepest || walk.steps.length > mostSteps) return;
  walk.stack.push(key);
  walk.run += 1;
  const here: Way = { arms: way.arms, runs: [...way.runs, walk.run] };
  const seen = new Set<number>();
  for (const index of callsInside(frame.file, frame.inside)) call(walk, { frame, index, seen }, here);
  walk.stack.pop();
};

interface At {
  readonly frame: Frame;
  readonly index: number;
  readonly seen: Set<number>;
}

/** Arguments come first, then the call, then the functions that it is given. */
const call = (walk: Walk, { frame, index, seen }: At, way: Way): void => {
  const site = frame.file.calls[index];
  if (site === undefined || seen.has(index)) return;
  seen.add(index);
  for (const arg of site.args) for (const earlier of callsIn(arg)) call(walk, { frame, index: earlier, seen }, way);
  const made: Made = { site, frame };
  const run = way.runs.at(-1) ?? 0;
  const step: Step = { made, arms: [...way.arms, ...site.arms.map((arm) => ({ ...arm, run }))], runs: way.runs };
  walk.steps.push(step);
  const ran = walk.enter(step) ? ranBy(walk.reducer, made) : null;
  if (ran !== null) inside(walk, { ...ran, bound: { of: functionKey(ran.file, ran.inside), by: made, next: ran.bound } }, step);
  for (const next of walk.handedOn(made)) inside(walk, next, step);
  if (ran === null && !keepers.test(nameOf(site.callee))) given(walk, step);
};

const callsIn = (value: Value): readonly number[] => {
  switch (value.kind) {
    case 'call': return [value.call];
    case 'member': return callsIn(value.of);
    case 'array': return value.items.flatMap(callsIn);
    case 'object': return [...value.entries.flatMap(([, entry]) => callsIn(entry)), ...value.spreads.flatMap(callsIn)];
    case 'concat': return value.parts.flatMap(callsIn);
    case 'either': return value.options.flatMap(callsIn);
    default: return [];
  }
};

/** Stands in for the place of a branch that is no statement. */
const ofPromise = -1;

/** `.catch(f)` and the second function of `.then` run when the first part failed. */
const failing: readonly TakenArm[] = [{ branch: ofPromise, arm: 'catch', leaves: null, lacks: null, run: 0 }];

const armOf = ({ site }: Made, index: number): readonly TakenArm[] => {
  const name = nameOf(site.callee);
  return name === 'catch' || (name === 'then' && index === 1) ? failing : [];
};

/** `tap({ next, error })`: an observer is told what happened. */
const observers: Readonly<Record<string, readonly TakenArm[]>> = { next: [], complete: [], error: failing };

const given = (walk: Walk, { made, arms, runs }: Step): void => {
  const { site, frame } = made;
  site.args.forEach((arg, index) => {
    if (arg.kind === 'object') for (const [name, entry] of arg.entries) if (entry.kind === 'function' && name in observers) inside(walk, { ...frame, inside: entry.id }, { arms: [...arms, ...(observers[name] ?? [])], runs });
    const term = ['function', 'reference', 'member'].includes(arg.kind) ? walk.reducer.reduce(arg, frame) : null;
    if (term?.kind === 'function') inside(walk, arg.kind === 'function' ? { ...frame, inside: arg.id } : term.frame, { arms: [...arms, ...armOf(made, index)], runs });
  });
};

/** What happens when a function runs, in the order in which it stands there. */
export const trace = (reducer: Reducer, root: Frame, { enter, handedOn = () => [] }: { readonly enter: Enter; readonly handedOn?: Walk['handedOn'] }): readonly Step[] => {
  const walk: Walk = { reducer, enter, handedOn, steps: [], stack: [], run: 0 };
  inside(walk, root, { arms: [], runs: [] });
  return walk.steps;
};

/** Whether the second of two steps can follow the first in one run, and is not what is done because the first failed. */
export const follows = (first: Step, second: Step): boolean => {
  if (second.arms.some(({ branch }) => branch === ofPromise)) return false;
  for (const arm of first.arms) {
    const other = second.arms.find(({ branch, run }) => branch === arm.branch && run === arm.run);
    // To return ends the run of one function; to throw ends all of them.
    const ends = arm.leaves === 'throw' || (arm.leaves === 'return' && second.runs.includes(arm.run));
    if (other === undefined ? ends : other.arm !== arm.arm && (other.arm !== 'finally' || arm.arm === 'catch')) return false;
  }
  return true;
};

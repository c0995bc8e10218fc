import type { Guards } from '../model.ts';
import { unguarded } from '../libraries/library.ts';
import { enclosingCalled, type Callers } from './callers.ts';
import { guardsAround, guardsBehind, together, type Guarded } from './guards.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, type Frame, type Made } from './term.ts';

const farthest = 5;

/** What holds for a place because it holds for everybody who comes to it. */
export type ReachGuards = (frame: Frame) => Guards;

const everywhere = (all: readonly Guards[]): Guards => ({
  timeout: all.length > 0 && all.every(({ timeout }) => timeout),
  breaker: all.length > 0 && all.every(({ breaker }) => breaker),
  retry: all.length > 0 && all.every(({ retry }) => retry),
});

interface Traffic {
  readonly reducer: Reducer;
  readonly callers: Callers;
  readonly guarded: Guarded;
}

/** A function that is only ever run inside a breaker is guarded by it. */
export const createReachGuards = ({ reducer, callers, guarded }: Traffic): ReachGuards => {
  const known = new Map<string, Guards>();
  const at = ({ site, frame }: Made, depth: number): Guards => together([guardsAround(reducer, guarded, { site, frame }), guardsBehind(reducer, { site, frame }), reach(frame, depth + 1)]);
  const reach = (frame: Frame, depth: number): Guards => {
    const key = enclosingCalled(callers, frame);
    if (key === null || depth > farthest) return unguarded;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Who comes back to a function on the way adds nothing.
    known.set(key, unguarded);
    const outside = (callers.get(key) ?? []).filter((made) => functionKey(made.frame.file, made.frame.inside) !== key);
    const found = everywhere(outside.map((made) => at(made, depth)));
    known.set(key, found);
    return found;
  };
  return (frame) => reach(frame, 0);
};

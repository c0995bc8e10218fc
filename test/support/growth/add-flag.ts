import type { Grow } from './grown.ts';

/** By name, as one that stands with another default is refused. */
const defaults = { 'free-trial': 'off', 'new-layout': 'on', 'page-size': '20', theme: 'blue' } as const;

/** A flag in any service, or once more one that is there. */
export const addFlag: Grow = (grown, random) => {
  const [name, home] = [random.pick(Object.keys(defaults) as (keyof typeof defaults)[]), random.pick(Object.keys(grown.services))];
  return { args: ['add-flag', name, '--in', home, '--default', defaults[name], ...random.pick([[], ['--expires', 'never'], ['--expires', '2999-12-31']])], grown };
};

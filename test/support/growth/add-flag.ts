import type { Grow } from './grown.ts';

const names = ['free-shipping', 'page-size', 'take-orders'];

/** A flag that another command has made already is the same again, so nothing need be kept of it. */
export const addFlag: Grow = (grown, random) =>
  ({ args: ['add-flag', random.pick(names), '--in', random.pick(Object.keys(grown.services))], grown });

import type { Guards } from '../model.ts';
import type { Use } from '../model/use.ts';
import { breakerGuards } from './guards/breakers.ts';
import { cockatielGuards } from './guards/cockatiel.ts';
import { retryGuards } from './guards/retries.ts';

/** What an outside function guards when it is given a function to run. */
export type GuardLibrary = (use: Use) => Partial<Guards>;

export const guardLibraries: readonly GuardLibrary[] = [breakerGuards, cockatielGuards, retryGuards];

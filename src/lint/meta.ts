import { invalidSuppression } from './meta/invalid-suppression/invalid-suppression.ts';
import { staleBaseline } from './meta/stale-baseline/stale-baseline.ts';
import { unusedSuppression } from './meta/unused-suppression/unused-suppression.ts';

/** Checks of what people tell the linter; they read no model. Sorted; a test holds this list to the folders of `meta/`. */
export const metaRules = [invalidSuppression, staleBaseline, unusedSuppression] as const;

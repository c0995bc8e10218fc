import { invalidSuppression } from './meta/invalid-suppression/invalid-suppression.ts';

/** Checks of what people tell the linter; they read no model. Sorted; a test holds this list to the folders of `meta/`. */
export const metaRules = [invalidSuppression] as const;

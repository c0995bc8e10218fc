import type { Evidence, Model, Site } from '../../system/model.ts';
import { note } from './subjects.ts';

const placeOf = ({ file, line }: Site): string => `${file}:${line}`;

/** Other places that say the same: the first, and how many more there are. */
export const furtherSites = (at: Site, alike: readonly Site[], says: string): readonly Evidence[] => {
  const others = [...new Map(alike.map((site) => [placeOf(site), site])).values()].filter((site) => placeOf(site) !== placeOf(at));
  const more = others.length > 1 ? ` (and in ${others.length - 1} more)` : '';
  return others.slice(0, 1).map((site) => note(site, `${says}${more}`));
};

/** The variable of the environment that is set at a place, and who reads it; or that stands there in front of a fallback, and where it is set. */
export const variablesAt = ({ variables }: Model, at: Site): readonly Evidence[] => {
  const readers = variables.filter(({ definedAt }) => definedAt !== null && placeOf(definedAt) === placeOf(at)).map((use) => note(use, `${use.service} reads ${use.name}`));
  const setters = variables.filter((use) => placeOf(use) === placeOf(at)).flatMap(({ definedAt }) => definedAt ?? []);
  return [...readers, ...setters].slice(0, 1);
};

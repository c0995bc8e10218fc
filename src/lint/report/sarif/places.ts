import type { Evidence, Site } from '../../../system/model.ts';
import { fromHere } from '../place.ts';

/** The base of every path: where the command ran, which in CI is the root of the repository. */
export const sourceRoot = 'SRCROOT';

const uriOf = (path: string): string => path.split('/').map((part) => encodeURIComponent(part.toWellFormed())).join('/');

const regionOf = ({ line, column }: Site): object => ({ startLine: line, ...(column === undefined ? {} : { startColumn: column }) });

/** The files that a document speaks of, each once; a place names its file by index, too. */
export interface Places {
  readonly artifacts: () => readonly object[];
  readonly artifactLocation: (file: string) => object;
  readonly physicalLocation: (site: Site) => object;
  /** A place with what it says. */
  readonly noted: (evidence: Evidence) => object;
}

export const createPlaces = (root: string): Places => {
  const indices = new Map<string, number>();
  const locate = (file: string): object => ({ uri: uriOf(fromHere(root, file)), uriBaseId: sourceRoot });
  const artifactLocation = (file: string): object => {
    const index = indices.get(file) ?? indices.size;
    indices.set(file, index);
    return { ...locate(file), index };
  };
  const physicalLocation = (site: Site): object => ({ artifactLocation: artifactLocation(site.file), region: regionOf(site) });
  return {
    artifacts: () => [...indices.keys()].map((file) => ({ location: locate(file), roles: ['analysisTarget'] })),
    artifactLocation,
    physicalLocation,
    noted: (evidence) => ({ physicalLocation: physicalLocation(evidence), message: { text: evidence.note } }),
  };
};

import { Problem } from '../http/problem.ts';

/** Somebody else has written meanwhile: read what it is now, and decide again. */
export class VersionConflict extends Problem {
  override readonly name: string = 'VersionConflict';
  readonly currentVersion: number;

  /** `currentVersion`: what it has now, at least. */
  constructor({ aggregate, id, expectedVersion, currentVersion }: { readonly aggregate: string; readonly id: string; readonly expectedVersion: number; readonly currentVersion: number }) {
    super({ status: 409, type: 'version-conflict', title: 'It has changed meanwhile', detail: `${aggregate} ${id} is at version ${currentVersion}, and not at ${expectedVersion}.`, expectedVersion, currentVersion });
    this.currentVersion = currentVersion;
  }
}

/** Two decided on the same version, and the other one was faster. */
export class LostRace extends VersionConflict {
  override readonly name = 'LostRace';
}

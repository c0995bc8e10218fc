import type { FileOperation } from '../../plan/plan.ts';
import type { Model } from '../../system/model.ts';
import type { Files } from '../../system/files.ts';
import type { Finding, Fix } from '../rule.ts';

/** The tree that is to be repaired. */
export interface Ground {
  readonly files: Files;
  readonly model: Model;
  /** In a system that create-microservice made: what gives one service a guarded client of another. Null elsewhere. */
  readonly connect: ((from: string, to: string) => readonly FileOperation[]) | null;
}

/** A change of one place of one file. `edit` returns the text as it is when nothing is to do. */
export interface FileEdit {
  readonly path: string;
  readonly edit: (before: string) => string;
}

export interface NewFile {
  readonly path: string;
  readonly contents: string;
}

export interface Repair {
  readonly edits: readonly FileEdit[];
  readonly creations?: readonly NewFile[];
}

type Kind = Fix['kind'];

/** A finding whose fix is known. */
export type Fixable<Of extends Kind = Kind> = Omit<Finding, 'fix'> & { readonly fix: Extract<Fix, { readonly kind: Of }> };

/** The end of a sentence that says why nothing is changed: the code has a shape that the fix does not know. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

/** @throws Declined */
export type MakeRepair<Of extends Kind = Kind> = (finding: Fixable<Of>, ground: Ground) => Repair;

import { ExitCode, UserError } from '../shared/errors.ts';
import { sha256 } from '../shared/sha256.ts';
import type { FileOperation, Plan } from './plan.ts';

/** The tree that a plan meets. */
export interface Ground {
  readonly read: (path: string) => string | undefined;
  /** Hash of what a template once gave for a path; undefined for files that are not its own. */
  readonly base: (path: string) => string | undefined;
}

const sameAs = (contents: string | Uint8Array, hash: string | undefined): boolean => hash !== undefined && sha256(contents) === hash;

const decide = (operation: FileOperation, { read, base }: Ground): 'keep' | 'drop' | 'refuse' => {
  if (operation.kind === 'edit') return 'keep';
  // The tool has nothing new to say: whatever the user made of the file, or that he removed it, stands.
  if (sameAs(operation.contents, base(operation.path))) return 'drop';
  const before = read(operation.path);
  return before === undefined || before === operation.contents ? 'keep' : 'refuse';
};

/**
 * Takes out of a plan what would only restore what the user has changed since.
 * @throws UserError (exit 3) that names the files which stand in the way
 */
export const respectUser = (plan: Plan, ground: Ground): Plan => {
  const decided = plan.operations.map((operation) => ({ operation, decision: decide(operation, ground) }));
  const inTheWay = decided.filter(({ decision }) => decision === 'refuse').map(({ operation }) => operation.path);
  if (inTheWay.length > 0) {
    const shown = inTheWay.slice(0, 5).join(', ') + (inTheWay.length > 5 ? ` and ${String(inTheWay.length - 5)} more` : '');
    throw new UserError(ExitCode.refused, `these files are there already and would be overwritten: ${shown}`, 'Choose another name, move them away, or add --force to overwrite them.');
  }
  return { operations: decided.filter(({ decision }) => decision === 'keep').map(({ operation }) => operation) };
};

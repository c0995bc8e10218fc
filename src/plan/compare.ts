import { ExitCode, UserError } from '../shared/errors.ts';
import type { Change, FileOperation, Plan } from './plan.ts';

type Update = Exclude<Change, { kind: 'delete' }>;
type Read = (path: string) => string | undefined;

const text = (contents: string | Uint8Array): string => (typeof contents === 'string' ? contents : Buffer.from(contents).toString('latin1'));

const created = (operation: Extract<FileOperation, { kind: 'create' }>, read: Read): Update => {
  const before = read(operation.path) ?? null;
  return {
    kind: before === null ? 'create' : 'update',
    path: operation.path,
    before,
    after: operation.contents,
    rendered: operation.contents,
    owner: operation.owner,
    template: operation.template,
    executable: operation.executable ?? false,
    secret: operation.secret ?? false,
  };
};

const edited = (operation: Extract<FileOperation, { kind: 'edit' }>, earlier: Update | undefined, read: Read): Update => {
  const before = earlier === undefined ? read(operation.path) : text(earlier.after);
  if (before === undefined) {
    throw new UserError(ExitCode.refused, `${operation.path} is to be edited and is not there`, 'Restore the file (git checkout) and run the command again.');
  }
  const after = operation.edit(before);
  if (earlier !== undefined) return { ...earlier, after };
  return { kind: 'update', path: operation.path, before, after, rendered: null, owner: 'shared', template: operation.template, executable: false, secret: operation.secret ?? false };
};

/** What a plan comes to against a tree: sorted by path, one change a path, nothing that is as it should be already. */
export const compare = (plan: Plan, read: Read): readonly Change[] => {
  const changes = new Map<string, Update>();
  for (const operation of plan.operations) {
    const change = operation.kind === 'create' ? created(operation, read) : edited(operation, changes.get(operation.path), read);
    changes.set(operation.path, change);
  }
  return [...changes.values()].filter(({ before, after }) => before !== text(after)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

/** A plan: what shall be true of a tree afterwards. Pure data; only `files/` carries it out. */

/** Who may change a file after it is written: the tool alone, tool and user (merged on update), the user alone. */
export type Owner = 'tool' | 'shared' | 'user';

/** `path` is relative to the target and uses `/`. */
export type FileOperation =
  | { readonly kind: 'create'; readonly path: string; readonly contents: string | Uint8Array; readonly owner: Owner; readonly template: string; readonly executable?: boolean; /** Not tracked by git or the manifest: secrets. */ readonly secret?: boolean }
  | { readonly kind: 'edit'; readonly path: string; readonly template: string; /** (before) => after; throws UserError when its anchor is gone; returns `before` when nothing is to do. */ readonly edit: (before: string) => string; /** As of a creation. */ readonly secret?: boolean };

export interface Plan {
  readonly operations: readonly FileOperation[];
}

/** What a plan comes to against a given tree. */
export type Change =
  | { readonly kind: 'create' | 'update'; readonly path: string; readonly before: string | null; readonly after: string | Uint8Array; /** What the template gave, before edits: the base of later merges; null for an edit of what is there. */ readonly rendered: string | Uint8Array | null; readonly owner: Owner; readonly template: string; readonly executable: boolean; readonly secret: boolean }
  | { readonly kind: 'delete'; readonly path: string; readonly before: string };

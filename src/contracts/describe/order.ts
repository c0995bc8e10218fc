import type { ServiceDocuments } from '../documents.ts';

/** What the process that reads contracts is told. All URLs are `file:` URLs; those of folders end with `/`. */
export interface Order {
  /** The module of the standing system's chassis that makes documents. */
  readonly documents: string;
  readonly contracts: readonly { readonly service: string; readonly file: string; readonly url: string }[];
  /** Packages of the workspace that is read: they are found in it, not in what is installed. */
  readonly packages: readonly { readonly name: string; readonly url: string; readonly exports: Readonly<Record<string, string>> }[];
  /** The tree that is read, and the standing system whose installed packages it uses. The same for what stands. */
  readonly tree: string;
  readonly system: string;
}

export type Answer =
  | { readonly kind: 'documents'; readonly contracts: readonly ServiceDocuments[] }
  | { readonly kind: 'failure'; readonly service: string; readonly message: string };

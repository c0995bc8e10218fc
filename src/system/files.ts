/** A tree of text files, wherever it comes from: a disk, a text file of a test. Paths are relative to the root and use `/`. */
export interface Files {
  /** Sorted. */
  readonly paths: readonly string[];
  readonly read: (path: string) => string | undefined;
  /** The tree is a folder of a larger repository. */
  readonly isPart?: boolean;
  /** Folders that could not be listed, and files that were asked for and could not be read, so far. */
  readonly passedOver?: () => readonly { readonly file: string; readonly reason: string }[];
}

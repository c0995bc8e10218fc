import type { TableFact } from '../../libraries/library.ts';
import type { Frame } from '../term.ts';

/** A place that names a table. */
export interface NamedTable {
  readonly fact: TableFact;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export const namedAt = (fact: TableFact, { file }: Pick<Frame, 'file'>, { line, column }: { readonly line: number; readonly column: number }): NamedTable => ({ fact, file: file.path, line, column });

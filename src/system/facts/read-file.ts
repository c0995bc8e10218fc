import type { Program } from 'oxc-parser';
import { newBuilder, TooDeepError, type Place } from './builder.ts';
import { countCodeLines } from './count-lines.ts';
import type { FileFacts } from './file-facts.ts';
import { parse, tooDeep } from './parse.ts';
import { readClass } from './read-class.ts';
import { readExpression } from './read-expression.ts';
import { readFunction } from './read-function.ts';
import { readImports, withoutUnused } from './read-imports.ts';
import { readShapes } from './read-shapes.ts';
import { readStatements } from './read-statement.ts';
import { readTypes } from './read-types.ts';

/** Why a file has no facts. */
export interface Unreadable {
  readonly reason: string;
}

/** Gives the facts of a file by its path and text; the path says the language and nothing else. */
export type ReadFacts = (path: string, text: string) => FileFacts | Unreadable;

const factsOf = (path: string, text: string, program: Program): FileFacts => {
  const file = newBuilder(text, { expression: readExpression, function: readFunction, class: readClass, statements: readStatements });
  const place: Place = { inside: 0, class: null, inLoop: false, arms: [] };
  readStatements(file, program.body.filter((statement) => !readImports(file, statement, place)), place);
  const { bindings, exports, reexports, calls, functions, classes, texts, variables, retryLoops, writes } = file;
  return { path, lines: countCodeLines(text), imports: withoutUnused(file), bindings, exports, types: readTypes(file, program), shapes: readShapes(file, program), reexports, calls, functions, classes, texts, variables, retryLoops, writes };
};

/** Facts of one source file, or why it cannot be read. Parsed, never type-checked: only the file's own text is looked at. */
export const readFile: ReadFacts = (path, text) => {
  const parsed = parse(path, text);
  if ('reason' in parsed) return parsed;
  try {
    return factsOf(path, text, parsed.program);
  } catch (error) {
    // A walk over a tree runs out of stack earlier than the parser.
    if (error instanceof TooDeepError || error instanceof RangeError) return tooDeep;
    throw error;
  }
};

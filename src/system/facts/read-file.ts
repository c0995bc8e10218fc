import { ts } from 'ts-morph';
import { newBuilder, type Place } from './builder.ts';
import type { FileFacts } from './file-facts.ts';
import { readExpression } from './read-expression.ts';
import { readFunction } from './read-function.ts';
import { readImports, withoutUnused } from './read-imports.ts';
import { readStatements } from './read-statement.ts';
import { readTypes } from './read-types.ts';

/** Facts of one source file. Parsed, never type-checked: only the file's own text is looked at. */
export const readFile = (path: string, text: string): FileFacts => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const file = newBuilder(source, { expression: readExpression, function: readFunction, statements: readStatements });
  const place: Place = { inside: 0, class: null, inLoop: false };
  const rest = source.statements.filter((statement) => !readImports(file, statement, place));
  readStatements(file, rest, place);
  const { bindings, exports, reexports, calls, functions, classes, addresses } = file;
  return { path, imports: withoutUnused(file), bindings, exports, types: readTypes(file), reexports, calls, functions, classes, addresses };
};

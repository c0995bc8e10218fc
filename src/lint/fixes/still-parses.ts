import { parse as parseJson, type ParseError } from 'jsonc-parser';
import { ts } from 'ts-morph';
import { parseAllDocuments } from 'yaml';

const inCode = (path: string, text: string): string | null => {
  const { diagnostics = [] } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true, compilerOptions: { allowJs: true, experimentalDecorators: true, jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.Latest, module: ts.ModuleKind.ESNext } });
  const first = diagnostics.find(({ category }) => category === ts.DiagnosticCategory.Error);
  return first === undefined ? null : ts.flattenDiagnosticMessageText(first.messageText, ' ');
};

const inYaml = (text: string): string | null => parseAllDocuments(text).flatMap((document) => ('errors' in document ? document.errors : []))[0]?.message ?? null;

const inJson = (text: string): string | null => {
  const errors: ParseError[] = [];
  parseJson(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? null : 'it is no JSON';
};

/** What is wrong with the syntax of a file; null when it can be read, or when nobody here knows its language. */
export const problemIn = (path: string, text: string): string | null => {
  if (/\.[cm]?[jt]sx?$/.test(path)) return inCode(path, text);
  if (/\.ya?ml$/.test(path)) return inYaml(text);
  return path.endsWith('.json') ? inJson(text) : null;
};

import { ts } from 'ts-morph';
import { ExitCode, UserError } from '../shared/errors.ts';

/** The syntax tree gives positions; the text between them is never printed anew, so formatting and comments stay. */
export const parse = (text: string, file = 'edit.ts'): ts.SourceFile => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

/** The user has changed the code so far that the tool does not know where its line belongs. */
export const anchorGone = (what: string, hint: string): UserError => new UserError(ExitCode.refused, what, hint);

export const splice = (text: string, at: number, inserted: string): string => text.slice(0, at) + inserted + text.slice(at);

/** First node below `root` that the guard accepts, in order of the text. */
export const find = <Found extends ts.Node>(root: ts.Node, guard: (node: ts.Node) => node is Found): Found | undefined =>
  ts.forEachChild(root, (child) => (guard(child) ? child : find(child, guard)));

/** Through `satisfies T`, `as T` and parentheses. */
export const unwrapped = (node: ts.Expression): ts.Expression =>
  ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node) ? unwrapped(node.expression) : node;

const indentAt = (text: string, position: number): string => {
  const line = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
};

/** Adds a member at the end of `[…]` or `{…}` in the style that the list has: on a line of its own or in the same line. */
export const addMember = (text: string, list: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression, member: string): string => {
  const members: ts.NodeArray<ts.Node> = ts.isArrayLiteralExpression(list) ? list.elements : list.properties;
  const last = members.at(-1);
  const close = list.getEnd() - 1;
  const isBlock = text.slice(list.getStart(), list.getEnd()).includes('\n');
  if (last === undefined) {
    const indent = indentAt(text, list.getStart());
    return isBlock ? `${text.slice(0, list.getStart() + 1)}\n${indent}  ${member},\n${indent}${text.slice(close)}` : splice(text, close, ts.isArrayLiteralExpression(list) ? member : ` ${member} `);
  }
  if (!isBlock) return splice(text, last.getEnd(), `, ${member}`);
  const withComma = members.hasTrailingComma ? text : splice(text, last.getEnd(), ',');
  const afterComma = withComma.indexOf(',', last.getEnd()) + 1;
  const lineEnd = withComma.indexOf('\n', afterComma);
  return splice(withComma, lineEnd, `\n${indentAt(text, last.getStart())}${member},`);
};

const specifierOf = ({ moduleSpecifier }: ts.ImportDeclaration): string => (ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '');

const after = (text: string, node: ts.Node): number => {
  const lineEnd = text.indexOf('\n', node.getEnd());
  return lineEnd === -1 ? text.length : lineEnd;
};

/** Adds an import, if no such line is there: among those of files in the order of their paths, else after the last one. */
export const addImport = (text: string, line: string): string => {
  if (text.includes(line)) return text;
  const imports = parse(text).statements.filter(ts.isImportDeclaration);
  const last = imports.at(-1);
  if (last === undefined) return `${line}\n\n${text}`;
  const specifier = /'([^']+)'/.exec(line)?.[1] ?? '';
  const next = imports.find((node) => specifierOf(node).startsWith('.') && specifierOf(node) > specifier);
  return next === undefined ? splice(text, after(text, last), `\n${line}`) : splice(text, next.getStart(), `${line}\n`);
};

/** Adds a name to the values that are imported from a package, in the order of the alphabet; an import of its own where there is none. */
export const addNamedImport = (text: string, module: string, name: string): string => {
  const list = parse(text).statements.filter(ts.isImportDeclaration)
    .filter((node) => specifierOf(node) === module && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
    .map(({ importClause }) => importClause?.namedBindings)
    .find((bindings) => bindings !== undefined && ts.isNamedImports(bindings));
  if (list === undefined || !ts.isNamedImports(list)) return addImport(text, `import { ${name} } from '${module}';`);
  const names = list.elements.map((element) => element.name.text);
  if (names.includes(name)) return text;
  const next = list.elements.find((element) => element.name.text > name);
  const last = list.elements.at(-1);
  if (next !== undefined) return splice(text, next.getStart(), `${name}, `);
  return last === undefined ? addImport(text, `import { ${name} } from '${module}';`) : splice(text, last.getEnd(), `, ${name}`);
};

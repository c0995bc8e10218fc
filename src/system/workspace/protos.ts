import type { Files } from '../files.ts';

/** A service that a Protocol Buffers file declares. */
export interface ProtoService {
  readonly name: string;
  /** Empty when the file names none. */
  readonly package: string;
  readonly file: string;
  readonly line: number;
  readonly methods: readonly { readonly name: string; readonly streams: boolean }[];
}

/** Comments become blanks, so that lines stay where they are. */
const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** The text between the brace at `open` and the one that closes it. */
const blockAt = (text: string, open: number): string => {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return text.slice(open, index);
  }
  return text.slice(open);
};

const servicesIn = (file: string, given: string): readonly ProtoService[] => {
  const text = withoutComments(given);
  const [, pkg = ''] = /^[^\S\n]*package\s+([\w.]+)\s*;/m.exec(text) ?? [];
  return [...text.matchAll(/^[^\S\n]*service\s+(\w+)\s*\{/gm)].map((found) => {
    const open = found.index + found[0].length - 1;
    const methods = [...blockAt(text, open).matchAll(/\brpc\s+(\w+)\s*\(([^)]*)\)\s*returns\s*\(([^)]*)\)/g)].map(([, name = '', asked = '', given = '']) => ({ name, streams: /\bstream\s/.test(`${asked} ${given}`) }));
    return { name: found[1] ?? '', package: pkg, file, line: lineAt(text, open), methods };
  });
};

/** Services of all `.proto` files; copies of one file stand here once each. */
export const readProtos = (files: Files): readonly ProtoService[] =>
  files.paths.filter((path) => path.endsWith('.proto') && !/(?:^|\/)(?:node_modules|google|third_party)\//.test(path)).flatMap((path) => servicesIn(path, files.read(path) ?? ''));

import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { folderOf, join } from '../paths.ts';

const called = (file: FileFacts, id: number): { readonly name: string; readonly args: readonly Value[] } | null => {
  const site = file.calls[id];
  return site === undefined ? null : { name: site.callee.kind === 'member' || site.callee.kind === 'reference' ? site.callee.name : '', args: site.args };
};

const deepest = 6;

/** `__dirname + '/../models'`, `path.join(__dirname, 'models')`, or a local that holds one of them; null for any other value. */
const textOf = (file: FileFacts, value: Value, inside: number, left = deepest): string | null => {
  const all = (values: readonly Value[], between: string): string | null => {
    const texts = values.map((one) => textOf(file, one, inside, left - 1));
    return texts.includes(null) ? null : texts.join(between);
  };
  if (left === 0) return null;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? value.value : null;
    case 'concat':
      return all(value.parts, '');
    case 'call': {
      const call = called(file, value.call);
      return call !== null && ['join', 'resolve'].includes(call.name) ? all(call.args, '/') : null;
    }
    case 'reference': {
      if (value.name === '__dirname') return folderOf(file.path);
      const held = file.functions[inside]?.locals.get(value.name) ?? file.functions[0]?.locals.get(value.name);
      return held === undefined ? null : textOf(file, held, inside, left - 1);
    }
    default:
      return null;
  }
};

/** Folders whose files a file reads and requires, each under the name that it finds there. */
export const foldersRead = (file: FileFacts): readonly string[] => {
  const requires = file.calls.some(({ callee, args: [first] }) => callee.kind === 'reference' && callee.name === 'require' && first !== undefined && first.kind !== 'literal');
  if (!requires) return [];
  return file.calls.filter(({ callee }) => callee.kind === 'member' && /^readdir(?:Sync)?$/.test(callee.name)).flatMap(({ args: [first], inside }) => {
    const text = first === undefined ? null : textOf(file, first, inside);
    return text === null ? [] : [join('.', text)];
  });
};

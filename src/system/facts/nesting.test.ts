import { describe, expect, it } from 'vitest';
import { isTooDeep } from './nesting.ts';
import { readFile } from './read-file.ts';

const nested = (open: string, close: string, middle = '1'): ((depth: number) => string) => (depth) => `${open.repeat(depth)}${middle}${close.repeat(depth)}`;

const deep: Readonly<Record<string, (depth: number) => string>> = {
  parentheses: nested('(', ')'),
  lists: nested('[', ']', ''),
  objects: (depth) => `x = ${nested('{a:', '}')(depth)}`,
  calls: nested('f(', ')'),
  blocks: nested('{', '}', ''),
  functions: nested('function f() {', '}', ''),
  closures: nested('(() => {', '})();', ''),
  classes: nested('class A { m() {', '}}', ''),
  templates: nested('`${', '}`'),
  markup: nested('<a>', '</a>', ''),
  conditions: (depth) => `x = ${'a ? b : '.repeat(depth)}c`,
  'else if': (depth) => `${'if (a) { b() } else '.repeat(depth)}{}`,
  'if if': (depth) => `${'if (a)\n'.repeat(depth)}b()`,
  arrows: (depth) => `${'a => '.repeat(depth)}1`,
  assignments: (depth) => `${'a =\n'.repeat(depth)}1`,
  'broken lines of assignments': (depth) => `a${'\n= a'.repeat(depth)}`,
  negations: (depth) => `${'!'.repeat(depth)}a`,
  words: (depth) => `${'typeof '.repeat(depth)}a`,
  generics: (depth) => `let x: ${nested('A<', '>', 'B')(depth)}`,
  'function types': (depth) => `let x: ${'() => '.repeat(depth)}B`,
  'nested patterns': (depth) => `const ${nested('{a:', '}', 'b')(depth)} = c`,
  'brackets in texts': (depth) => nested('f(")", ', ')')(depth),
  'quotes in regular expressions': (depth) => `x = /"/; ${nested('(', ')')(depth)}`,
};

describe('nesting', () => {
  it.each(Object.entries(deep))('is measured for %s', (_, make) => {
    expect(isTooDeep(make(40))).toBe(false);
    expect(isTooDeep(make(20_000))).toBe(true);
  });

  // Each of these would end the process, not only the test.
  it.each(Object.entries(deep))('never takes the parser down: %s', (_, make) => {
    expect(readFile('a.tsx', make(20_000))).toEqual({ reason: 'it is nested too deeply' });
  });

  it.each([
    ['a long list', `x = [${'{ a: 1, b: [2] }, '.repeat(20_000)}]`],
    ['lines without semicolons', 'const a = b ? c : d\nif (a) b()\nelse c()\n'.repeat(5000)],
    ['many functions on one line', 'function a(b){return{c:b}}'.repeat(10_000)],
    ['many statements on one line', 'if(a){b()}else{c()}'.repeat(10_000)],
    ['a union of many names', `type A = ${"| 'name' ".repeat(8000)}`],
    ['text put together', `x = ${"'a' + b +\n".repeat(5000)} 'c'`],
    ['faces in texts', `x = [${'":(", '.repeat(10_000)}]`],
    ['faces in comments', '// :( and {{{ \n/* ((( */ a()\n'.repeat(5000)],
    ['much markup', `x = <a>${'<b c="d"><e/></b>\n'.repeat(5000)}</a>`],
    ['regular expressions', 'a.replace(/[({\\[]"/g, "")\n'.repeat(5000)],
    ['prose', 'word '.repeat(300).concat('. ').repeat(100)],
  ])('does not grow with %s', (_, text) => {
    expect(isTooDeep(text)).toBe(false);
  });
});

describe('a file that nobody can read', () => {
  it.each([
    ['a name that the parser hands over broken', '<\\u0061></a>; <a.\\u{110000}></a>'],
    ['a chain of ten thousand calls', `a${'.b()'.repeat(10_000)}`],
    ['nothing but marks', '`'.repeat(399_999)],
    ['bytes that are no text', Array.from({ length: 5000 }, (_, index) => String.fromCharCode((index * 7919) % 65_536)).join('')],
  ])('has a reason: %s', (_, text) => {
    expect(readFile('a.js', text)).toEqual({ reason: expect.stringMatching(/^it (?:is nested too deeply|cannot be parsed)/) });
  });

  it('is not one that puts together twenty thousand texts', () => {
    expect(readFile('a.js', `fetch(${"'a' + ".repeat(11_000)}'b')`)).toMatchObject({ calls: [{ args: [{ kind: 'concat' }] }] });
  });
});

import { describe, expect, test } from 'vitest';
import type { FileFacts } from './file-facts.ts';
import { readFile } from './read-file.ts';
import type { Value } from './value.ts';

const read = (text: string, path = 'a.ts'): FileFacts => {
  const facts = readFile(path, text);
  if ('reason' in facts) throw new Error(facts.reason);
  return facts;
};

const shown = (value: Value | null | undefined): string => {
  switch (value?.kind) {
    case 'literal': return JSON.stringify(value.value);
    case 'reference': return value.name;
    case 'this': return 'this';
    case 'member': return `${shown(value.of)}.${value.name}`;
    case 'concat': return value.parts.map(shown).join(' + ');
    case 'either': return value.options.map(shown).join(' | ');
    case 'call': return `call ${value.call}`;
    default: return value?.kind ?? 'nothing';
  }
};

/** Callee, then arguments. */
const calls = (facts: FileFacts): readonly string[] => facts.calls.map(({ callee, args }) => `${shown(callee)}(${args.map(shown).join(', ')})`);

describe('places', () => {
  test('a call stands where its name stands, in UTF-16, 1-based', () => {
    const [first, second] = read("const s = '😀'; a.b();\r\n  c();").calls;
    expect([first?.line, first?.column, second?.line, second?.column]).toEqual([1, 19, 2, 3]);
  });

  test.each([['#!/usr/bin/env node\nf();', 2], ['\uFEFF// x\nf();', 2], ['// a\rf();', 2]])('%j', (text, line) => expect(read(text).calls[0]?.line).toBe(line));

  test('code lines are neither empty nor comments', () => {
    expect(read("// a\n\n/* b\n c */ let d;\n/** e */\nlet f = 'https://x'; // g\n").lines).toBe(2);
  });
});

describe('syntax', () => {
  test.each([
    ['satisfies, as, !, type arguments', 'f<A>((x as B).c!, y satisfies D);', ['f(x.c, y)']],
    ['optional calls', 'a?.b?.(c);', ['a.b(c)']],
    ['tagged templates call their tag', 'sql`select ${x} from y`;', ['sql("select " + x + " from y")']],
    ['import()', "await import('x');", ['require("x")']],
    ['a class in an expression', 'f(class { m() { g(); } });', ['f(class)', 'g()']],
    ['accessors and fields', 'class A { x = f(); accessor y = g(); get z() { return h(); } static { i(); } }', ['f()', 'g()', 'h()', 'i()']],
    ['decorators, with and without arguments', '@A() class B { @C d = 1; m(@E() e: F) {} }', ['A()', 'C()', 'E()']],
    ['namespaces, not ambient ones', 'namespace N { f(); } declare namespace M { const x: number; }', ['f()']],
    ['computed keys and methods', 'x = { [f()]: 1, [k]() { g(); } };', ['f()', 'g()']],
    ['default values', 'const { a = f() } = g(); function h(b = i()) {}', ['g()', 'f()', 'i()']],
  ])('%s', (_, text, expected) => expect(calls(read(text))).toEqual(expected));

  test('markup holds expressions and uses components', () => {
    const facts = read("import { Box } from './box'; import { Gone } from './gone'; export const A = () => <Box on={() => f(1)} {...g()}>{h()}</Box>;", 'a.jsx');
    expect(calls(facts)).toEqual(['f(1)', 'g()', 'h()']);
    expect(facts.imports.map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([['./box', false], ['./gone', true]]);
  });

  test('JavaScript with the types of Flow', () => {
    const facts = read("// @flow\nimport type { A } from 'a';\ntype B = {| ...A, c: ?string |};\nexport const f = (x: ?B, y: Array<*>) => g((x: any).c, y);", 'a.js');
    expect(calls(facts)).toEqual(['g(x.c, y)']);
    expect(facts.calls[0]?.line).toBe(4);
  });

  test('what is broken in part is read in part; what is no program says why', () => {
    expect(calls(read('f(); return 1; let a; let a;'))).toEqual(['f()']);
    expect(readFile('a.ts', 'f( => {')).toEqual({ reason: expect.stringContaining('it cannot be parsed') as string });
  });
});

describe('names', () => {
  const module = (facts: FileFacts, name: string): string => shown(facts.functions[0]?.locals.get(name));

  test('imports and exports in all their forms', () => {
    const facts = read("import a, { b as c, type D } from 'x'; import * as e from 'y'; import f = require('z'); export { c as g }; export * from 'p'; export * as h from 'q'; export { i as j } from 'r'; export default a(); void c(e, f);");
    expect(Object.fromEntries([...facts.bindings].map(([name, { specifier, name: there }]) => [name, `${specifier} ${there}`]))).toEqual({ a: 'x default', c: 'x b', D: 'x D', e: 'y *', f: 'z *' });
    expect([...facts.exports].map(([name, value]) => `${name}=${shown(value)}`)).toEqual(['g=c', 'default=call 0']);
    expect(facts.reexports.map(({ specifier, names }) => [specifier, names === null ? null : [...names].flat().join('<')])).toEqual([['p', null], ['q', 'h<*'], ['r', 'j<i']]);
  });

  test('export =, module.exports and exports.x', () => {
    expect([...read('export = f;').exports.keys()]).toEqual(['=']);
    expect([...read('module.exports = f; exports.a = 1; module.exports.b = 2;', 'a.js').exports.keys()]).toEqual(['=', 'a', 'b']);
  });

  test('members of an enum are constants', () => {
    const value = read("export enum Topic { Created = 'order.created', 'x-y' = `z`, A = 3, B }").functions[0]?.locals.get('Topic');
    expect(value?.kind === 'object' ? value.entries.map(([name, one]) => `${name}=${shown(one)}`) : []).toEqual(['Created="order.created"', 'x-y="z"', 'A=3', 'B=4']);
  });

  test('destructuring gives members, with what stands in for them', () => {
    const facts = read('const { a, b: { c = 1 }, ...d } = x; const [e, , f] = y;');
    expect(['a', 'c', 'd', 'e', 'f'].map((name) => module(facts, name))).toEqual(['x.a', 'x.b.c | 1', 'x', 'y.0', 'y.2']);
  });

  test('a parameter with a modifier is a property', () => {
    const [found] = read("class A { constructor(private readonly b: B, c: C) { this.d = c; } }").classes;
    expect([...(found?.properties ?? [])].map(([name, { value }]) => `${name}=${shown(value)}`)).toEqual(['b=b', 'd=c']);
  });

  test('what is set later, and only if it is not set', () => {
    expect(module(read('let a; function f() { a ??= g(); }'), 'a')).toBe('call 0');
  });
});

describe('loops', () => {
  test.each([
    ['for (const x of xs) f(x);', true],
    ['for (let i = 0; i < xs.length; i += 1) f(xs[i]);', true],
    ['for (let i = 0; i < count; i += 1) f(i);', true],
    ['while (queue.length > 0) f(queue.pop());', true],
    ['for (let i = 0; i < 5; i += 1) f(i);', false],
    ['for (let attempt = 0; attempt < retries; attempt += 1) f();', false],
    ['for (;;) f();', false],
    ['while (more()) f();', false],
    ['do f(); while (page.next);', false],
    ['for (const x of xs) app.get(x, () => f(x));', false],
    ['for (const x of xs) handlers[x] = () => f(x);', false],
    ['xs.map((x) => ({ run: () => f(x) }));', false],
    ['xs.map((x) => limit(() => f(x)));', true],
    ['xs.map((x) => ({ found: f(x) }));', true],
    ['xs.map((x) => f(x));', true],
    ['for (const x of f()) g;', false],
    ["for (const x of ['a', 'b', 'c']) f(x);", false],
    ["const xs = ['a', 'b'] as const; function g() { xs.forEach((x) => f(x)); }", false],
    ["const xs = ['a']; function g(xs: string[]) { xs.forEach((x) => f(x)); }", true],
    ['[1, 2, 3, 4].map((x) => f(x));', true],
    ['[...xs].map((x) => f(x));', true],
  ])('%s', (text, expected) => expect(read(text).calls.find(({ callee }) => shown(callee) === 'f')?.inLoop).toBe(expected));
});

describe('loops that try again', () => {
  const retry = (text: string) => read(text).retryLoops.map(({ bounded, waits }) => [bounded, waits]);

  test.each([
    ['while (true) { try { return await f(); } catch (error) { log(error); } }', [[false, false]]],
    ['while (true) { try { await f(); break; } catch { await sleep(100); } }', [[false, true]]],
    ['for (let i = 0; i < 3; i += 1) { try { return await f(); } catch { await new Promise((done) => setTimeout(done, 100)); } }', [[true, true]]],
    ['while (true) { try { return await f(); } catch (error) { if (tries > 3) throw error; } }', [[true, false]]],
    ['while (left--) { try { return await f(); } catch {} }', [[true, false]]],
    ['while (true) { try { handle(await receive()); } catch (error) { log(error); } }', []],
    ['for (const x of xs) { try { return f(x); } catch {} }', []],
    ['while (true) { try { return f(); } catch (error) { throw error; } }', []],
    ['while (true) { run(() => { try { return f(); } catch {} }); }', []],
  ])('%s', (text, expected) => expect(retry(`async function g() { ${text} }`)).toEqual(expected));
});

test('an address says what it stands in for and where', () => {
  const facts = read("const a = { url: process.env.A_URL ?? 'http://a:1' }; const b = z.string().default('http://b:2'); const { C_URL = 'http://c:3' } = process.env; function d(e = 'http://d:4') {} f(`http://g:5/${h}`);");
  expect(facts.texts.map(({ text, fallback, variable, within }) => [text, fallback, variable, within.join()])).toEqual([
    ['http://a:1', true, 'A_URL', 'url,a'],
    ['http://b:2', true, null, 'z.string().default,b'],
    ['http://c:3', true, 'C_URL', 'C_URL,{ C_URL = \'http://c:3\' }'],
    ['http://g:5/{}', false, null, 'f'],
    ['http://d:4', true, null, 'e'],
  ]);
});

describe('branches', () => {
  const arms = (text: string) => read(text).calls.map(({ callee, arms: all }) => [shown(callee), ...all.map(({ arm, leaves, lacks }) => [arm.replace(/ .*/, ''), leaves, lacks].filter((part) => part !== null).join(' '))]);

  test.each([
    ['if (a()) b(); else { c(); return; }', [['a'], ['b', 'then'], ['c', 'else return']]],
    ['if (!order) throw f(); g();', [['f', 'then throw order'], ['g']]],
    ['if (order === null) { f(); } if (order?.id) { g(); } else h();', [['f', 'then order'], ['g', 'then'], ['h', 'else order']]],
    ['try { a(); } catch { b(); throw e; } finally { c(); }', [['a', 'try'], ['b', 'catch throw'], ['c', 'finally']]],
    ['switch (a()) { case 1: b(); break; default: throw c(); }', [['a'], ['b', 'case'], ['c', 'case throw']]],
    ['if (a) { f(() => g()); }', [['f', 'then'], ['g']]],
  ])('%s', (text, expected) => expect(arms(`function x() { ${text} }`)).toEqual(expected));
});

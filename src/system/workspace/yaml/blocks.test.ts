import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Yaml } from '../yaml.ts';
import { readBlocks } from './blocks.ts';
import { readDocuments } from './documents.ts';

interface Plain {
  readonly line: number;
  readonly text: string | null;
  readonly entries: readonly (readonly [string, Plain])[];
  readonly items: readonly Plain[];
}

const plain = ({ line, text, entries, items }: Yaml): Plain => ({ line, text, entries: entries.map(([name, part]) => [name, plain(part)]), items: items.map(plain) });

const quick = (text: string): readonly Plain[] | null => readBlocks(text, (line) => line)?.map(plain) ?? null;
const whole = (text: string): readonly Plain[] => readDocuments(text, (line) => line).map(plain);

const usual: readonly string[] = [
  'services:\n  orders:\n    image: "node:24"   # ours\n    ports:\n    - 3000:3000\n    - "80:80"\n    environment:\n      - A=1\n      - URL=http://b:1\n',
  'a: 1\n---\nb: 2\n--- \n# nothing but this\nc:\n  - d: 1\n    e:\n      - - f\n        - g\n      -\n        h: 1\n',
  'test: ["CMD", \'it\'\'s\', curl -f http://x:1/health || exit 1]\nmap: { a: 1, "b": [c, {}], }\nlong:\n  [\n    "a",\n    b,\n  ]\n',
  'run: |\n  one\n\n    two # three\n\nnext: |-\n  x\n\nlast: >-\n  folded\n  text\nkeep: >\n  one\n',
  'a: ~\nb: null\nc: true\nd: FALSE\ne: 012\nf: 1.10\ng: -7\nh: 1.2.3\ni: yes\n8080: port\ntrue: key\nj: .5\nk:\n',
  'a:\r\n  b: 1\r\n  c: |\r\n    x\r\n    y\r\n',
  '"a: b": "tab\\tnewline\\n\\"quote\\""\na b:   c:d\nhash#no: x#y # z\n',
];

/** Anchors, tags, merges, texts over several lines, explicit keys, directives, tabs, wrong indentation, empty documents. */
const unusual: readonly string[] = [
  'a: &x 1\nb: *x\n', 'a: !Ref x\n', 'x: &x { a: 1 }\ny:\n  <<: *x\n', 'a: one\n  two\n', '? a\n: b\n', '%YAML 1.2\n---\na: 1\n', 'a:\tb\n', 'a: 1\n   b: 2\n', 'a: 1\n---\n---\nb: 2\n', 'a: "one\n  two"\n',
  'a: - x\n', 'a: >\n\n  one\n',   'a: >\n  one\n\n  two\n', 'a: |2\n   x\n', 'a: 0x1F\n', 'a: 1e3\n', 'a: .inf\n', '- a\nb: 1\n', 'a: [b\n', 'a: b: c\n', 'just text\n', 'a: "\\u0041"\n', ': b\n', 'a: @x\n', 'a: 1\n...\nb: 2\n',
];

describe('YAML in blocks', () => {
  it.each(usual)('is read as the whole parser reads it: %j', (text) => {
    expect(quick(text)).toEqual(whole(text));
  });

  it.each(unusual)('is left to the whole parser where anything else stands in it: %j', (text) => {
    expect(quick(text)).toBeNull();
  });

  it('is read as the whole parser reads it, whatever values are written', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.string(), fc.stringMatching(/^[\w .:#'"-]*$/), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(fc.stringMatching(/^[\w .-]+$/), tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(fc.property(json.map, fc.boolean(), (value, indentSeq) => {
      const text = stringify(value, { indentSeq });
      expect(quick(text) ?? whole(text)).toEqual(whole(text));
    }), { numRuns: 500 });
  });

  it('is read as the whole parser reads it, or not at all, whatever lines stand there', () => {
    const part = fc.constantFrom('a', 'b:', ' ', '  ', '- ', ': ', '#', ' # x', '"', "'", '[', ']', '{', '}', ',', '|', '>', '-', '---', '\n', '\n', '\n  ', '\n    ', '1', '~', 'c: d', '- e', '&f', '*f', '!', '?', '<<: ', '\\', '%', '@', '.');
    fc.assert(fc.property(fc.array(part, { maxLength: 25 }).map((parts) => parts.join('')), (text) => {
      expect(quick(text) ?? whole(text)).toEqual(whole(text));
    }), { numRuns: 3000 });
  });
});

import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeEdits } from './merge.ts';

describe('edits of one text', () => {
  it('are merged wherever they stand', () => {
    expect(mergeEdits('a(); b(); c();', ['a(1); b(); c();', 'a(); b(); c(3);', 'a(); b(22); c();'])).toEqual({ text: 'a(1); b(22); c(3);', taken: [true, true, true] });
  });

  it('count once when they are equal, and nothing when they change nothing', () => {
    expect(mergeEdits('f()', ['f(1)', 'f(1)', 'f()'])).toEqual({ text: 'f(1)', taken: [true, true, true] });
  });

  it('of one place: the first stands', () => {
    expect(mergeEdits('x = 1;', ['x = 2;', 'x = 3;'])).toEqual({ text: 'x = 2;', taken: [true, false] });
  });

  it('that only add a line at one point are both there', () => {
    const { text, taken } = mergeEdits('env:\n  A: 1\n', ['env:\n  A: 1\n  B: 2\n', 'env:\n  A: 1\n  C: 3\n']);
    expect([text.split('\n').toSorted(), taken]).toEqual([['', '  A: 1', '  B: 2', '  C: 3', 'env:'], [true, true]]);
  });

  it('alone give the version itself', () => {
    assert(property(string(), string(), (before, after) => { expect(mergeEdits(before, [after])).toEqual({ text: after, taken: [true] }); }));
  });
});
